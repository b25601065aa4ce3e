package metricsbuffer.suite.field;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The units of a load, recorded against delivered.
 *
 * <p>A recorder counts a unit before it records it and after. So a collect can be checked while recorders run: it
 * delivers no unit that was not begun, and a running total leaves out no unit that was done before the collect began.
 */
final class LoadUnits {

    private static final int SERIES = FieldBuffer.SERIES;
    private static final int ROW = 2 * SERIES; // rows of two recorders share no cache line, but for the edges

    private final Contract.Kind kind;
    private final int recorders;
    private final AtomicLongArray begun;
    private final AtomicLongArray done;
    private final AtomicLongArray delivered = new AtomicLongArray(SERIES);
    private final AtomicReference<String> remark = new AtomicReference<>("");

    LoadUnits(Contract.Kind kind, int recorders) {
        this.kind = kind;
        this.recorders = recorders;
        begun = new AtomicLongArray(recorders * ROW);
        done = new AtomicLongArray(recorders * ROW);
    }

    /** Records one unit, and counts it. Only one thread uses the number of a recorder. */
    void record(int recorder, int series, FieldBuffer buffer) {
        int place = recorder * ROW + series;
        begun.set(place, begun.get(place) + 1);
        buffer.record(series);
        done.set(place, done.get(place) + 1);
    }

    /** One who collects: each collecting thread has its own. */
    final class Collector {

        private final long[] last = new long[SERIES];

        /** What a collect delivers to. To be asked for just before each collect, since it knows what must be in it. */
        FieldBuffer.Delivery delivery() {
            return kind == Contract.Kind.DIFFERENCE ? this::difference : runningTotal();
        }

        private void difference(int series, long value) {
            if (value < 0) {
                note("a difference of %d".formatted(value));
            }
            long soFar = delivered.addAndGet(series, value);
            long possible = sum(begun, series);
            if (soFar > possible) {
                note("delivered %,d of a series when %,d had been recorded".formatted(soFar, possible));
            }
        }

        private FieldBuffer.Delivery runningTotal() {
            long[] atLeast = new long[SERIES];
            for (int series = 0; series < SERIES; series++) {
                atLeast[series] = Math.max(last[series], sum(done, series));
            }
            return (series, value) -> {
                long possible = sum(begun, series);
                if (value < atLeast[series] || value > possible) {
                    note("read %,d where at least %,d and at most %,d were recorded"
                            .formatted(value, atLeast[series], possible));
                }
                last[series] = value;
                delivered.accumulateAndGet(series, value, Math::max);
            };
        }
    }

    /** To be asked when all is quiet. */
    Balance balance() {
        return Balance.of(series -> sum(done, series), delivered::get, remark.get());
    }

    private void note(String what) {
        remark.compareAndSet("", what);
    }

    private long sum(AtomicLongArray counts, int series) {
        long sum = 0;
        for (int recorder = 0; recorder < recorders; recorder++) {
            sum += counts.get(recorder * ROW + series);
        }
        return sum;
    }
}
