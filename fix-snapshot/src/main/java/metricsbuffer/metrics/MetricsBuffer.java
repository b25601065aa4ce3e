package metricsbuffer.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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
 * <p><b>Progress</b>: recording is lock-free and never waits for the backend. The record that finds the interval
 * over emits, on its own thread.
 */
public final class MetricsBuffer implements Recorder {

    /*
     * All totals are one immutable value. A record replaces it by a new one, a flush by the empty one, both in
     * a single atomic step on the same reference: so every record lands wholly before a flush or wholly after
     * it, and there is no reset that it could fall in front of. The snapshot IS the reset.
     */

    private static final Logger log = LoggerFactory.getLogger(MetricsBuffer.class);

    private final Metrics metrics;
    private final LongSupplier nanoClock;
    private final long intervalNanos;

    private final AtomicReference<Totals> totals = new AtomicReference<>(Totals.EMPTY);
    private final AtomicBoolean flushingForRecord = new AtomicBoolean();
    private volatile long intervalStart;

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
        add(Totals.slot(counter), amount);
        flushIfIntervalIsOver();
    }

    @Override
    public void time(ConsumerTiming timing, long nanos) {
        Objects.requireNonNull(timing, "timing");
        requireNotNegative(timing, nanos);
        add(Totals.slot(timing), nanos);
        flushIfIntervalIsOver();
    }

    /** {@inheritDoc} What the backend throws is thrown again once the other totals are emitted. */
    @Override
    public void flush() {
        intervalStart = nanoClock.getAsLong();
        Totals taken = totals.getAndSet(Totals.EMPTY);
        Throwable refusal = null;
        for (int slot = 0; slot < Totals.SLOTS; slot++) {
            long total = taken.get(slot);
            if (total == 0) {
                continue;
            }
            try {
                Totals.metric(slot).emit(metrics, total);
            } catch (RuntimeException | Error e) {
                add(slot, total); // back directly: recording it could begin another flush
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

    @Override
    public Map<String, Long> pending() {
        return totals.get().byName();
    }

    private void add(int slot, long amount) {
        Totals before;
        do {
            before = totals.get();
        } while (!totals.compareAndSet(before, before.plus(slot, amount)));
    }

    /** Of the records that find the interval over, one flushes; while it does, the others go on. */
    private void flushIfIntervalIsOver() {
        if (!intervalIsOver() || !flushingForRecord.compareAndSet(false, true)) {
            return;
        }
        try {
            // Asked again with the flag held: another record may have flushed in between.
            if (intervalIsOver()) {
                flush();
            }
        } catch (RuntimeException | Error e) {
            log.warn("Metrics could not be flushed; the totals are kept for the next flush", e);
        } finally {
            flushingForRecord.set(false);
        }
    }

    private boolean intervalIsOver() {
        return nanoClock.getAsLong() - intervalStart > intervalNanos;
    }

    private static void requireNotNegative(ConsumerMetric metric, long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException(metric.metricName() + ": negative amount " + amount);
        }
    }

    /** The totals of all metrics at one moment. Immutable. */
    private static final class Totals {

        private static final ConsumerCounter[] COUNTERS = ConsumerCounter.values();
        private static final ConsumerTiming[] TIMINGS = ConsumerTiming.values();
        static final int SLOTS = COUNTERS.length + TIMINGS.length;
        static final Totals EMPTY = new Totals(new long[SLOTS]);

        private final long[] values; // never written after construction

        private Totals(long[] values) {
            this.values = values;
        }

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

        Totals plus(int slot, long amount) {
            long[] sum = Arrays.copyOf(values, SLOTS);
            sum[slot] += amount;
            return new Totals(sum);
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
