package metricsbuffer.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds up what the consumer records and hands the totals to the metrics backend about once an interval.
 *
 * <p><b>Assumes</b> nothing of its callers: any thread may record and flush at any time, the backend's own
 * threads too, and from inside the backend.
 *
 * <p><b>Guarantees</b> that every unit recorded is emitted exactly once; that a flush is an atomic cut: if one
 * thread records A before B, no flush emits B and leaves A to a later one; and that a total which the backend
 * refuses is kept for the next flush.
 *
 * <p><b>Progress</b>: a record waits for another record or for the swap of a flush, a few instructions each, and
 * never for the backend. The record that finds the interval over emits, on its own thread.
 */
public final class MetricsBuffer implements Recorder {

    /*
     * One lock guards the totals, the interval and the flag. Nothing foreign runs while it is held: a flush
     * takes the totals away under the lock and emits them after releasing it, and the clock is read before.
     */

    private static final Logger log = LoggerFactory.getLogger(MetricsBuffer.class);

    private final Metrics metrics;
    private final LongSupplier nanoClock;
    private final long intervalNanos;

    private final Object lock = new Object();
    private Totals totals = new Totals(); // guarded by lock
    private long intervalStart; // guarded by lock
    private boolean flushingForRecord; // guarded by lock

    /**
     * @param metrics where totals go
     * @param nanoClock a monotonic clock, in nanoseconds
     * @param interval how long totals are added up before a record flushes them
     */
    public MetricsBuffer(Metrics metrics, LongSupplier nanoClock, Duration interval) {
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.nanoClock = Objects.requireNonNull(nanoClock, "nanoClock");
        this.intervalNanos = interval.toNanos();
        this.intervalStart = nanoClock.getAsLong();
    }

    @Override
    public void increment(ConsumerCounter counter, long amount) {
        Objects.requireNonNull(counter, "counter");
        requireNotNegative(counter, amount);
        record(Totals.slot(counter), amount);
    }

    @Override
    public void time(ConsumerTiming timing, long nanos) {
        Objects.requireNonNull(timing, "timing");
        requireNotNegative(timing, nanos);
        record(Totals.slot(timing), nanos);
    }

    /** {@inheritDoc} What the backend throws is thrown again once the other totals are emitted. */
    @Override
    public void flush() {
        long now = nanoClock.getAsLong();
        Totals fresh = new Totals();
        Totals taken;
        synchronized (lock) {
            taken = totals;
            totals = fresh;
            startInterval(now);
        }
        emit(taken);
    }

    @Override
    public Map<String, Long> pending() {
        synchronized (lock) {
            return totals.byName();
        }
    }

    private void record(int slot, long amount) {
        long now = nanoClock.getAsLong();
        boolean claimed;
        synchronized (lock) {
            totals.add(slot, amount);
            claimed = claimFlush(now);
        }
        if (claimed) {
            flushForRecord();
        }
    }

    /** Of the records that find the interval over, one flushes; while it does, the others go on. Holds the lock. */
    private boolean claimFlush(long now) {
        if (flushingForRecord || now - intervalStart <= intervalNanos) {
            return false;
        }
        flushingForRecord = true; // and the flush, which comes next, starts the new interval
        return true;
    }

    /** Holds the lock. A thread that was held up after it had read the clock must not turn the interval back. */
    private void startInterval(long now) {
        if (now - intervalStart > 0) {
            intervalStart = now;
        }
    }

    private void flushForRecord() {
        try {
            flush();
        } catch (RuntimeException | Error e) {
            log.warn("Metrics could not be flushed; the totals are kept for the next flush", e);
        } finally {
            synchronized (lock) {
                flushingForRecord = false;
            }
        }
    }

    /** Called without the lock, on totals that no other thread can reach any more. */
    private void emit(Totals taken) {
        Throwable refusal = null;
        for (int slot = 0; slot < Totals.SLOTS; slot++) {
            long total = taken.get(slot);
            if (total == 0) {
                continue;
            }
            try {
                Totals.metric(slot).emit(metrics, total);
            } catch (RuntimeException | Error e) {
                synchronized (lock) {
                    totals.add(slot, total); // back directly: recording it could begin another flush
                }
                if (refusal == null) {
                    refusal = e;
                } else if (refusal != e) {
                    refusal.addSuppressed(e);
                }
            }
        }
        if (refusal instanceof Error error) {
            throw error;
        }
        if (refusal != null) {
            throw (RuntimeException) refusal;
        }
    }

    private static void requireNotNegative(ConsumerMetric metric, long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException(metric.metricName() + ": negative amount " + amount);
        }
    }

    /** The totals of all metrics. Not safe for use by several threads: whoever holds it holds the lock, or owns it. */
    private static final class Totals {

        private static final ConsumerCounter[] COUNTERS = ConsumerCounter.values();
        private static final ConsumerTiming[] TIMINGS = ConsumerTiming.values();
        static final int SLOTS = COUNTERS.length + TIMINGS.length;

        private final long[] values = new long[SLOTS];

        static int slot(ConsumerCounter counter) {
            return counter.ordinal();
        }

        static int slot(ConsumerTiming timing) {
            return COUNTERS.length + timing.ordinal();
        }

        static ConsumerMetric metric(int slot) {
            return slot < COUNTERS.length ? COUNTERS[slot] : TIMINGS[slot - COUNTERS.length];
        }

        long get(int slot) {
            return values[slot];
        }

        void add(int slot, long amount) {
            values[slot] += amount;
        }

        Map<String, Long> byName() {
            Map<String, Long> byName = new TreeMap<>();
            for (int slot = 0; slot < SLOTS; slot++) {
                if (values[slot] > 0) {
                    byName.put(metric(slot).metricName(), values[slot]);
                }
            }
            return byName;
        }
    }
}
