package yours;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/**
 * A worked example of a buffer of your own: one cell a metric, which a flush empties with {@code getAndSet(0)}.
 *
 * <p>Exact, because reading and resetting a cell is one step. No atomic cut, because the cells are emptied one by one.
 */
public final class ExampleBuffer implements BufferPort {

    private final BufferSink sink;
    private final LongSupplier nanoClock;
    private final long intervalNanos;
    private final AtomicLongArray counters = new AtomicLongArray(YourMetrics.COUNT);
    private final AtomicLongArray timings = new AtomicLongArray(YourMetrics.COUNT);
    private final AtomicLong intervalStart;
    private final AtomicBoolean flushingForRecord = new AtomicBoolean();

    /** The suite makes its buffers with this constructor. */
    public ExampleBuffer(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        this.sink = sink;
        this.nanoClock = nanoClock;
        this.intervalNanos = intervalNanos;
        this.intervalStart = new AtomicLong(nanoClock.getAsLong());
    }

    @Override
    public void increment(int counter, long amount) {
        record(counters, "counter", counter, amount);
    }

    @Override
    public void time(int timing, long nanos) {
        record(timings, "timing", timing, nanos);
    }

    @Override
    public void flush() {
        // Never back: this thread may have been held up since it read the clock, and others have flushed.
        intervalStart.accumulateAndGet(nanoClock.getAsLong(), (start, now) -> now - start > 0 ? now : start);
        Throwable refusal = null;
        for (int index = 0; index < YourMetrics.COUNT; index++) {
            refusal = emit(counters, index, sink::counter, refusal);
            refusal = emit(timings, index, sink::timing, refusal);
        }
        if (refusal != null) {
            throw new IllegalStateException("not all was emitted; the rest is kept for a later flush", refusal);
        }
    }

    private void record(AtomicLongArray cells, String kind, int index, long amount) {
        if (index >= YourMetrics.COUNT) {
            throw new NullPointerException(kind); // the index past the last one stands for null
        }
        if (amount < 0) {
            throw new IllegalArgumentException(kind + " " + index + ": negative amount " + amount);
        }
        cells.addAndGet(index, amount);
        if (intervalIsOver() && flushingForRecord.compareAndSet(false, true)) {
            try {
                if (intervalIsOver()) {
                    flush();
                }
            } catch (Throwable e) { // an error of the sink, too, is not for the one that records
                System.getLogger("yours").log(System.Logger.Level.DEBUG, "kept for the next flush", e);
            } finally {
                flushingForRecord.set(false);
            }
        }
    }

    private boolean intervalIsOver() {
        return nanoClock.getAsLong() - intervalStart.get() > intervalNanos;
    }

    private interface Emission {
        void to(int index, long total);
    }

    private static Throwable emit(AtomicLongArray cells, int index, Emission emission, Throwable refusal) {
        long total = cells.getAndSet(index, 0);
        if (total > 0) {
            try {
                emission.to(index, total);
            } catch (Throwable e) { // whatever is thrown, the total was not taken
                cells.addAndGet(index, total);
                return refusal == null ? e : refusal;
            }
        }
        return refusal;
    }
}
