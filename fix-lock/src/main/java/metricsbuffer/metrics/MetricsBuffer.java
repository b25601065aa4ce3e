package metricsbuffer.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import metricsbuffer.Attempts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds up what the consumer records and hands the totals to the metrics backend about once an interval, so
 * that a loop which turns thousands of times a second costs the backend a few calls a second.
 *
 * <p>The flush is driven by the records themselves: the first one made after the interval is over emits all
 * totals and starts the next interval. There is no timer to start, and none to stop.
 *
 * <p><b>Assumes</b> nothing of its callers: any thread may record and flush at any time, the backend's own
 * threads too, and from inside the backend.
 *
 * <p><b>Guarantees</b> that every unit recorded is emitted exactly once; that a flush is an atomic cut: if the record
 * of A happens-before that of B, no flush emits B and leaves A to one that begins after it has ended; and that a total
 * whose emission throws is kept for a later flush, whatever was thrown.
 *
 * <p><b>Progress</b>: a record waits at most for others to add to, swap or look at the totals, and never for another
 * thread's emission. The one record that begins a flush emits, on its own thread, for as long as the backend takes.
 */
public final class MetricsBuffer implements Recorder {

    /*
     * One lock guards the totals and nothing else. A flush takes them away under the lock and emits them after
     * releasing it, so nothing foreign runs while it is held.
     */

    private static final Logger log = LoggerFactory.getLogger(MetricsBuffer.class);

    private final Metrics metrics;
    private final LongSupplier nanoClock;
    private final long intervalNanos;

    private final Object lock = new Object();
    private long[] totals = new long[ConsumerMetric.ALL.size()]; // by slot; guarded by lock
    private final AtomicLong lastFlush; // when it began; never goes back
    private final AtomicBoolean flushingForRecord = new AtomicBoolean();

    /**
     * @param metrics where totals go
     * @param nanoClock a monotonic clock, in nanoseconds
     * @param interval how long totals are added up before a record flushes them
     */
    public MetricsBuffer(Metrics metrics, LongSupplier nanoClock, Duration interval) {
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.nanoClock = Objects.requireNonNull(nanoClock, "nanoClock");
        this.intervalNanos = interval.toNanos();
        this.lastFlush = new AtomicLong(nanoClock.getAsLong());
    }

    @Override
    public void increment(ConsumerCounter counter, long amount) {
        Objects.requireNonNull(counter, "counter");
        requireNotNegative(counter, amount);
        add(counter, amount);
        throttledFlush();
    }

    @Override
    public void time(ConsumerTiming timing, long nanos) {
        Objects.requireNonNull(timing, "timing");
        requireNotNegative(timing, nanos);
        add(timing, nanos);
        throttledFlush();
    }

    /** {@inheritDoc} What the backend throws is thrown again once the other totals are emitted. */
    @Override
    public void flush() {
        // Never back: this thread may have been held up since it read the clock, and others have flushed.
        lastFlush.accumulateAndGet(nanoClock.getAsLong(), (last, now) -> now - last > 0 ? now : last);
        Attempts attempts = new Attempts();
        long[] taken = take();
        for (ConsumerMetric metric : ConsumerMetric.ALL) {
            long total = taken[metric.slot()];
            if (total > 0 && !attempts.run(() -> metric.emit(metrics, total))) {
                add(metric, total); // back directly: recording it could begin another flush
            }
        }
        attempts.throwFirstFailure();
    }

    /** What was recorded and has not been emitted: counts, and nanoseconds, by metric name. For a log line. */
    public Map<String, Long> pending() {
        Map<String, Long> pending = new TreeMap<>();
        synchronized (lock) {
            ConsumerMetric.ALL.forEach(metric -> pending.put(metric.metricName(), totals[metric.slot()]));
        }
        pending.values().removeIf(total -> total == 0);
        return pending;
    }

    private void add(ConsumerMetric metric, long amount) {
        synchronized (lock) {
            totals[metric.slot()] += amount;
        }
    }

    private long[] take() {
        synchronized (lock) {
            long[] taken = totals;
            totals = new long[taken.length];
            return taken;
        }
    }

    /** Of the records that find the interval over, one flushes; while it does, the others go on. */
    private void throttledFlush() {
        long last = lastFlush.get();
        long now = nanoClock.getAsLong();
        if (now - last <= intervalNanos || !flushingForRecord.compareAndSet(false, true)) {
            return;
        }
        try {
            if (lastFlush.compareAndSet(last, now)) { // or else another flush has begun since
                flush();
            }
        } catch (Throwable thrown) { // whatever it is, it must not reach the caller, who only records
            log.warn("Metrics could not be flushed; the totals are kept for the next flush", thrown);
        } finally {
            flushingForRecord.set(false);
        }
    }

    private static void requireNotNegative(ConsumerMetric metric, long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException(metric.metricName() + ": negative amount " + amount);
        }
    }
}
