package metricsbuffer.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
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
 * <p><b>Guarantees</b> that every unit recorded is emitted exactly once, and that a total whose emission throws is kept
 * for a later flush, whatever was thrown. It does <b>not</b> cut atomically over metrics: if one thread records A
 * before B while a flush runs, that flush may emit B and leave A to the next.
 *
 * <p><b>Progress</b>: recording does not block, and never waits for another thread's emission. The one record that
 * begins a flush waits at most for others to take or look at the totals, and emits, on its own thread, for as long as
 * the backend takes.
 */
public final class MetricsBuffer implements Recorder {

    /*
     * Nothing is ever reset or removed, so there is no reset that a record could fall in front of and no dead
     * accumulator that it could land in. A sum only grows, so one that is read while others add is a total that every
     * later sum will reach again: a flush emits the difference to what was taken before. Flushes take it in turns, so
     * that no two of them take the same units. A sum may overflow; the difference does not mind.
     */

    private static final Logger log = LoggerFactory.getLogger(MetricsBuffer.class);

    private final Metrics metrics;
    private final LongSupplier nanoClock;
    private final long intervalNanos;

    private final LongAdder[] recorded =
            Stream.generate(LongAdder::new).limit(ConsumerMetric.ALL.size()).toArray(LongAdder[]::new); // by slot
    private final long[] takenBefore = new long[recorded.length]; // by slot; guarded by itself
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
        synchronized (takenBefore) {
            ConsumerMetric.ALL.forEach(metric -> pending.put(
                    metric.metricName(), recorded[metric.slot()].sum() - takenBefore[metric.slot()]));
        }
        pending.values().removeIf(total -> total == 0);
        return pending;
    }

    private void add(ConsumerMetric metric, long amount) {
        recorded[metric.slot()].add(amount);
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
