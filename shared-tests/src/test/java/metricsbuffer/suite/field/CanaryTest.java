package metricsbuffer.suite.field;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The judge is judged: counters that are read, then set to 0, must be caught by the same load and the same balance.
 * What the other tests accept counts only beside this.
 */
@Tag("field")
@ExtendWith(FieldReport.class)
class CanaryTest {

    @ParameterizedTest
    @EnumSource
    void theLoadCatchesReadThenReset(Contract.Kind kind) {
        caught(kind, "load (2 collecting)", () -> Load.recordWhileCollecting(kind, 2, ReadThenReset::new));
    }

    @Test
    void recordThenCollectCatchesReadThenReset() {
        caught(Contract.Kind.DIFFERENCE, "record, then collect (4 threads)",
                () -> Load.recordThenCollect(Contract.Kind.DIFFERENCE, ReadThenReset::new));
    }

    private static void caught(Contract.Kind kind, String scenario, Supplier<Balance> played) {
        Runs runs = Runs.of(LibraryRules.ROUNDS, played);
        assertEquals(runs.count(), runs.off(), "runs in which the loss was seen");
        String library = switch (kind) {
            case DIFFERENCE -> "(canary: get, then set 0)";
            case RUNNING_TOTAL -> "(canary: a total that is reset)";
        };
        FieldReport.add(library, scenario, runs, "caught, as it must be: " + runs.first());
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
    }
}
