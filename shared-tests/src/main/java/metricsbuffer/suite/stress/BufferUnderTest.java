package metricsbuffer.suite.stress;

import java.util.concurrent.atomic.AtomicLongArray;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/**
 * One buffer of the module under test, and what it delivered. jcstress makes a new one for every sample, millions of
 * times. Its clock stands still, so nothing flushes but {@link #flush()}.
 */
final class BufferUnderTest {

    private static final BufferModule MODULE = BufferModule.load();
    private static final int COUNTERS = MODULE.counters().size();
    private static final int SLOTS = COUNTERS + MODULE.timings().size();

    /**
     * Atomic, because two flushers may deliver at the same time, and a unit that is lost here would hide one that was
     * emitted twice. The price: an emission is a fence, as it is with any real backend (which
     * has a queue or a socket behind it). A bug that needs the absence of that fence is not found here.
     */
    private final AtomicLongArray delivered = new AtomicLongArray(SLOTS);

    // Written by whichever thread it happens to, read by the arbiter, which runs when both are done.
    private boolean takenBack;
    private Throwable thrown;

    private final BufferPort buffer = MODULE.create(new BufferSink() {
        @Override
        public void counter(int counter, long total) {
            deliver(counter, total);
        }

        @Override
        public void timing(int timing, long nanos) {
            deliver(COUNTERS + timing, nanos);
        }
    }, () -> 0, Long.MAX_VALUE);

    /** A buffer in which a unit of each of these is present before the two threads begin. */
    BufferUnderTest(Metric... present) {
        for (Metric metric : present) {
            record(metric);
        }
    }

    /** Records one unit. What the buffer throws becomes the outcome: jcstress would take it for a broken test. */
    void record(Metric metric) {
        try {
            metric.recordOne(buffer);
        } catch (RuntimeException | Error e) {
            thrown = e;
        }
    }

    /** Flushes. What the buffer throws becomes the outcome. */
    void flush() {
        try {
            buffer.flush();
        } catch (RuntimeException | Error e) {
            thrown = e;
        }
    }

    /** Units delivered so far. */
    long delivered(Metric metric) {
        return delivered.get(slot(metric));
    }

    /**
     * Flushes what is left, now that all is quiet, and compares to the unit.
     *
     * @param recorded every unit that was recorded: {@code close(A, A, B)} after two of A and one of B
     * @return {@code exact}, {@code lost}, {@code twice} or {@code threw SomeException}; what was thrown comes first
     */
    String close(Metric... recorded) {
        flush();
        if (thrown != null) {
            return "threw " + thrown.getClass().getSimpleName();
        }
        long[] expected = new long[SLOTS];
        for (Metric metric : recorded) {
            expected[slot(metric)]++;
        }
        boolean lost = false;
        boolean twice = takenBack;
        for (int slot = 0; slot < SLOTS; slot++) {
            lost |= delivered.get(slot) < expected[slot];
            twice |= delivered.get(slot) > expected[slot];
        }
        return twice ? "twice" : lost ? "lost" : "exact";
    }

    private void deliver(int slot, long total) {
        if (total < 0) {
            takenBack = true; // the sum may balance in the end, but in between a unit had been delivered twice
        }
        delivered.getAndAdd(slot, total);
    }

    private static int slot(Metric metric) {
        return metric == Metric.T ? COUNTERS : metric.ordinal();
    }
}
