package yours;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import metricsbuffer.suite.port.BufferSink;

/**
 * A worked example of a buffer that a timer flushes, so that a record adds and does nothing else: it waits for nobody,
 * and allocates nothing but the cells that an adder gets when threads collide in it. {@link TurnedTimerBuffer} hands it
 * to the suite.
 *
 * <p>Exact, because an adder is never reset: a flush emits the difference to what was taken before. No atomic cut.
 */
public final class TimerBuffer implements AutoCloseable {

    private static final System.Logger log = System.getLogger("yours");
    private static final int CLOSE_SECONDS = 10;

    private final BufferSink sink;
    private final LongSupplier nanoClock;
    private final long intervalNanos;
    private final ScheduledExecutorService timer;
    private final LongAdder[] recorded =
            Stream.generate(LongAdder::new).limit(2 * YourMetrics.COUNT).toArray(LongAdder[]::new); // by slot
    private final long[] takenBefore = new long[recorded.length]; // by slot; guarded by itself
    private long lastFlush; // the timer's alone

    /** @param timer of one thread; {@link #close()} ends it */
    public TimerBuffer(BufferSink sink, LongSupplier nanoClock, long intervalNanos, ScheduledExecutorService timer) {
        this.sink = sink;
        this.nanoClock = nanoClock;
        this.intervalNanos = intervalNanos;
        this.timer = timer;
        this.lastFlush = nanoClock.getAsLong();
        long look = Math.max(1, intervalNanos / 10);
        timer.scheduleWithFixedDelay(this::flushIfDue, look, look, TimeUnit.NANOSECONDS); // last: it reads the fields
    }

    /** A timer of one thread, which has a name and does not keep the JVM alive. */
    public static ScheduledExecutorService timer() {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "metrics-flush");
            thread.setDaemon(true);
            return thread;
        });
    }

    public void increment(int counter, long amount) {
        record(counter, "counter", counter, amount);
    }

    public void time(int timing, long nanos) {
        record(YourMetrics.COUNT + timing, "timing", timing, nanos);
    }

    private void record(int slot, String kind, int index, long amount) {
        if (index >= YourMetrics.COUNT) {
            throw new NullPointerException(kind); // the index past the last one stands for null
        }
        if (amount < 0) {
            throw new IllegalArgumentException(kind + " " + index + ": negative amount " + amount);
        }
        recorded[slot].add(amount);
    }

    /** Emits what was recorded and not taken by a flush before; throws what the sink threw first, when all is tried. */
    public void flush() {
        long[] taken = take();
        Throwable refusal = null;
        for (int slot = 0; slot < taken.length; slot++) {
            try {
                emit(slot, taken[slot]);
            } catch (Throwable e) { // whatever is thrown, the total was not taken
                recorded[slot].add(taken[slot]);
                refusal = refusal == null ? e : refusal;
            }
        }
        if (refusal != null) {
            throw new IllegalStateException("not all was emitted; the rest is kept for a later flush", refusal);
        }
    }

    private long[] take() {
        long[] taken = new long[recorded.length];
        synchronized (takenBefore) {
            for (int slot = 0; slot < taken.length; slot++) {
                long sum = recorded[slot].sum();
                taken[slot] = sum - takenBefore[slot];
                takenBefore[slot] = sum;
            }
        }
        return taken;
    }

    private void emit(int slot, long total) {
        if (total == 0) {
            return;
        }
        if (slot < YourMetrics.COUNT) {
            sink.counter(slot, total);
        } else {
            sink.timing(slot - YourMetrics.COUNT, total);
        }
    }

    /** The timer's task. What leaves it ends the schedule, and nobody is told: so nothing does. */
    private void flushIfDue() {
        try {
            long now = nanoClock.getAsLong();
            if (now - lastFlush > intervalNanos) {
                lastFlush = now;
                flush();
            }
        } catch (Throwable thrown) {
            log.log(Level.WARNING, "not all was sent; it is kept for the next flush", thrown);
        }
    }

    /** Ends the timer, waits for a flush that it has begun, but not for ever, and makes the last one. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                log.log(Level.WARNING, "a flush does not end, and is left alone");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            flush();
        } catch (IllegalStateException lost) {
            log.log(Level.WARNING, "not all was sent before the end: " + lost.getCause());
        }
    }
}
