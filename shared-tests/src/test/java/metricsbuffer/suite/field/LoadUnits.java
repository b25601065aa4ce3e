package metricsbuffer.suite.field;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * The units of a load, recorded against delivered.
 *
 * <p>A recorder counts a unit before it records it and after. So a collect can be checked while recorders run: it
 * delivers no unit that was not begun, and a running total leaves out no unit that was done before the collect began.
 */
final class LoadUnits {

    private static final int SERIES = FieldBuffer.SERIES;

    private final Contract.Kind kind;
    private final LongAdder[] begun = Stream.generate(LongAdder::new).limit(SERIES).toArray(LongAdder[]::new);
    private final LongAdder[] done = Stream.generate(LongAdder::new).limit(SERIES).toArray(LongAdder[]::new);
    private final AtomicLongArray delivered = new AtomicLongArray(SERIES);
    private final AtomicReference<String> remark = new AtomicReference<>("");

    LoadUnits(Contract.Kind kind) {
        this.kind = kind;
    }

    /** Records one unit, and counts it. */
    void record(int series, FieldBuffer buffer) {
        begun[series].increment();
        buffer.record(series);
        done[series].increment();
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
            long possible = begun[series].sum();
            if (soFar > possible) {
                note("delivered %,d of a series when %,d had been recorded".formatted(soFar, possible));
            }
        }

        private FieldBuffer.Delivery runningTotal() {
            long[] atLeast = new long[SERIES];
            for (int series = 0; series < SERIES; series++) {
                atLeast[series] = Math.max(last[series], done[series].sum());
            }
            return (series, value) -> {
                long possible = begun[series].sum();
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
        return Balance.of(series -> done[series].sum(), delivered::get, remark.get());
    }

    private void note(String what) {
        remark.compareAndSet("", what);
    }
}
