package metricsbuffer.suite.field;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What went into a library and what came out, to the unit.
 *
 * <p>A recorder enters a unit before it records it and after. So a collect can be checked while recorders run: it
 * delivers no unit that was not begun, and a running total leaves out no unit that was done before the collect began.
 */
final class Books {

    private static final int SERIES = FieldBuffer.SERIES;
    private static final int ROW = 2 * SERIES; // rows of two recorders share no cache line, but for the edges

    private final Promise.Kind kind;
    private final int recorders;
    private final AtomicLongArray begun;
    private final AtomicLongArray done;
    private final AtomicLongArray delivered = new AtomicLongArray(SERIES);
    private final AtomicReference<String> remark = new AtomicReference<>("");

    Books(Promise.Kind kind, int recorders) {
        this.kind = kind;
        this.recorders = recorders;
        begun = new AtomicLongArray(recorders * ROW);
        done = new AtomicLongArray(recorders * ROW);
    }

    /** Records one unit, and enters it. Only one thread uses the number of a recorder. */
    void record(int recorder, int series, FieldBuffer buffer) {
        int place = recorder * ROW + series;
        begun.set(place, begun.get(place) + 1);
        buffer.record(series);
        done.set(place, done.get(place) + 1);
    }

    /** A reader: each collecting thread has its own, and uses a page of it for each collect. */
    final class Reader {

        private final long[] last = new long[SERIES];

        FieldBuffer.Delivery page() {
            return kind == Promise.Kind.DIFFERENCE ? this::difference : runningTotal();
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

    /** To be called when all is quiet. */
    Outcome close() {
        Outcome all = new Outcome(0, 0, 0, 0, remark.get());
        for (int series = 0; series < SERIES; series++) {
            long in = sum(done, series);
            long out = delivered.get(series);
            all = all.plus(new Outcome(in, out, Math.max(0, in - out), Math.max(0, out - in), ""));
        }
        return all;
    }

    private void note(String what) {
        remark.compareAndSet("", what);
    }

    private long sum(AtomicLongArray entries, int series) {
        long sum = 0;
        for (int recorder = 0; recorder < recorders; recorder++) {
            sum += entries.get(recorder * ROW + series);
        }
        return sum;
    }
}
