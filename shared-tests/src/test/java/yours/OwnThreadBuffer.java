package yours;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/**
 * A worked example of a buffer with a thread of its own: all that is asked of it goes into a queue, and one thread, the
 * owner of the totals, does it. What is declared of it is in {@code own-thread.properties}.
 *
 * <p>Exact, and its cut is atomic, because only the owner touches the totals and it does one thing after the other. A
 * record never waits; the flush that it begins is the owner's. {@link #flush()} waits until the owner has done it.
 * The price: the queue has no bound, so whoever records faster than the owner adds fills the memory.
 */
public final class OwnThreadBuffer implements BufferPort {

    private final BufferSink sink;
    private final LongSupplier nanoClock;
    private final long intervalNanos;
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final Thread owner = new Thread(this::own, "owner of the totals");

    // The owner's alone.
    private long[] totals = new long[2 * YourMetrics.COUNT];
    private long intervalStart;
    private boolean flushing;
    private boolean open = true;

    /** The suite makes its buffers with this constructor. */
    public OwnThreadBuffer(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        this.sink = sink;
        this.nanoClock = nanoClock;
        this.intervalNanos = intervalNanos;
        this.intervalStart = nanoClock.getAsLong();
        owner.setDaemon(true);
        owner.start();
    }

    @Override
    public void increment(int counter, long amount) {
        record(counter, "counter", counter, amount);
    }

    @Override
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
        long now = nanoClock.getAsLong(); // here: when the record is made, not when the owner comes to it
        queue.add(() -> add(slot, amount, now));
    }

    @Override
    public void flush() {
        long now = nanoClock.getAsLong();
        FutureTask<Throwable> flush = new FutureTask<>(() -> emit(now));
        queue.add(flush);
        if (Thread.currentThread() == owner) { // the sink flushes: who waits for the owner here waits for itself
            while (!flush.isDone()) {
                queue.remove().run();
            }
        }
        Throwable refusal;
        try {
            refusal = flush.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before all was emitted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("emit() keeps what the sink throws", e);
        }
        if (refusal != null) {
            throw new IllegalStateException("not all was emitted; the rest is kept for a later flush", refusal);
        }
    }

    /** Ends the owner, when it has done what is in the queue. */
    @Override
    public void close() {
        queue.add(() -> open = false);
        try {
            owner.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // What follows runs on the owner.

    private void own() {
        try {
            while (open) {
                queue.take().run();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the owner", e);
        }
    }

    private void add(int slot, long amount, long now) {
        totals[slot] += amount;
        if (now - intervalStart > intervalNanos && !flushing) { // not inside a flush, if it is the sink that records
            Throwable refusal = emit(now);
            if (refusal != null) { // nobody waits for this flush
                System.getLogger("yours").log(System.Logger.Level.DEBUG, "kept for the next flush", refusal);
            }
        }
    }

    /** Returns what the sink threw first, or null: the owner goes on, whatever that is. */
    private Throwable emit(long now) {
        if (now - intervalStart > 0) { // never back: a later record may have been faster
            intervalStart = now;
        }
        long[] taken = totals;
        totals = new long[taken.length];
        boolean outermost = !flushing;
        flushing = true;
        Throwable refusal = null;
        for (int slot = 0; slot < taken.length; slot++) {
            try {
                emit(slot, taken[slot]);
            } catch (Throwable e) { // whatever is thrown, the total was not taken
                totals[slot] += taken[slot];
                refusal = refusal == null ? e : refusal;
            }
        }
        if (outermost) {
            flushing = false;
        }
        return refusal;
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
}
