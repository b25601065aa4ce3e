package metricsbuffer.suite.field;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The judge is judged: counters that are read, then set to 0, must be caught by the same load and the same books.
 * What the other runs accept counts only beside this.
 */
@ExtendWith(FieldReport.class)
class CanaryRun {

    private static final Promise NONE =
            new Promise("(canary: get, then set 0)", CanaryRun.class, Promise.Kind.DIFFERENCE, 2, List.of(Rule.R101));

    private static final Promise NO_TOTAL = new Promise("(canary: a total that is reset)", CanaryRun.class,
            Promise.Kind.RUNNING_TOTAL, 2, List.of(Rule.R101));

    @Test
    void theLoadCatchesReadThenReset() throws InterruptedException {
        caught(NONE, "load (2 collecting)", () -> Load.recordWhileCollecting(NONE, ReadThenReset::new));
    }

    @Test
    void recordThenCollectCatchesReadThenReset() throws InterruptedException {
        caught(NONE, "record, then collect (4 threads)", () -> Load.recordThenCollect(NONE, ReadThenReset::new));
    }

    @Test
    void theLoadCatchesATotalThatFalls() throws InterruptedException {
        caught(NO_TOTAL, "load (2 collecting)", () -> Load.recordWhileCollecting(NO_TOTAL, ReadThenReset::new));
    }

    private static void caught(Promise promise, String scene, Tally.Scene played) throws InterruptedException {
        Tally tally = Tally.of(FieldRun.ROUNDS, played);
        assertEquals(tally.runs(), tally.off(), "the books of a counter that loses balance");
        FieldReport.add(promise, scene, tally, FieldReport.Verdict.CAUGHT, tally.first());
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
