package metricsbuffer.suite.field;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The judge is judged: counters that are read, then set to 0, must be caught by the same load and the same balance.
 * What the other tests accept counts only beside this.
 */
@Tag("field")
@ExtendWith(FieldReport.class)
class CanaryTest {

    private static final Contract NONE =
            new Contract("(canary: get, then set 0)", CanaryTest.class, Contract.Kind.DIFFERENCE, 2, List.of(Rule.R101));

    private static final Contract NO_TOTAL = new Contract("(canary: a total that is reset)", CanaryTest.class,
            Contract.Kind.RUNNING_TOTAL, 2, List.of(Rule.R101));

    @Test
    void theLoadCatchesReadThenReset() {
        caught(NONE, "load (2 collecting)", () -> Load.recordWhileCollecting(NONE, ReadThenReset::new));
    }

    @Test
    void recordThenCollectCatchesReadThenReset() {
        caught(NONE, "record, then collect (4 threads)", () -> Load.recordThenCollect(NONE, ReadThenReset::new));
    }

    @Test
    void theLoadCatchesATotalThatFalls() {
        caught(NO_TOTAL, "load (2 collecting)", () -> Load.recordWhileCollecting(NO_TOTAL, ReadThenReset::new));
    }

    private static void caught(Contract contract, String scenario, Supplier<Balance> played) {
        Runs runs = Runs.of(LibraryRules.ROUNDS, played);
        assertEquals(runs.count(), runs.off(), "runs in which the loss was seen");
        FieldReport.add(contract, scenario, runs, FieldReport.Finding.CAUGHT, runs.first());
    }

    /** A collect that gives way between reading and resetting, so that the gap is hit every time. */
    private static final class ReadThenReset implements FieldBuffer {

        private final AtomicLongArray units = new AtomicLongArray(SERIES);

        @Override
        public void record(int series) {
            units.incrementAndGet(series);
        }

        @Override
        public void collect(Delivery delivery) {
            for (int series = 0; series < SERIES; series++) {
                long value = units.get(series);
                Thread.yield();
                units.set(series, 0);
                delivery.take(series, value);
            }
        }

        @Override
        public void finish(Delivery delivery) {
            collect(delivery);
        }

        @Override
        public void close() {}
    }
}
