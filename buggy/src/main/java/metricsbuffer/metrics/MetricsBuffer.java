package metricsbuffer.metrics;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Adds up what the consumer records and hands the totals to the metrics backend about once an interval, so
 * that a loop which turns thousands of times a second costs the backend a few calls a second.
 *
 * <p>The flush is driven by the records themselves: the first one made after the interval is over emits all
 * totals and starts the next interval. There is no timer to start, and none to stop.
 */
public final class MetricsBuffer implements Recorder {

    private final Metrics metrics;
    private final LongSupplier nanoClock;
    private final long intervalNanos;

    private final Map<ConsumerTiming, Long> timings = new HashMap<>();
    private final Map<ConsumerCounter, Long> counters = new HashMap<>();
    private long lastFlush;

    /**
     * @param metrics where totals go
     * @param nanoClock a monotonic clock, in nanoseconds
     * @param interval how long totals are added up before a record flushes them
     */
    public MetricsBuffer(Metrics metrics, LongSupplier nanoClock, Duration interval) {
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.nanoClock = Objects.requireNonNull(nanoClock, "nanoClock");
        this.intervalNanos = interval.toNanos();
        this.lastFlush = nanoClock.getAsLong();
    }

    @Override
    public void increment(ConsumerCounter counter, long amount) {
        Objects.requireNonNull(counter, "counter");
        requireNotNegative(counter, amount);
        counters.merge(counter, amount, Long::sum);
        throttledFlush();
    }

    @Override
    public void time(ConsumerTiming timing, long nanos) {
        Objects.requireNonNull(timing, "timing");
        requireNotNegative(timing, nanos);
        timings.merge(timing, nanos, Long::sum);
        throttledFlush();
    }

    @Override
    public void flush() {
        for (Map.Entry<ConsumerTiming, Long> entry : timings.entrySet()) {
            if (entry.getValue() > 0) {
                entry.getKey().emit(metrics, entry.getValue());
            }
        }
        for (Map.Entry<ConsumerCounter, Long> entry : counters.entrySet()) {
            if (entry.getValue() > 0) {
                entry.getKey().emit(metrics, entry.getValue());
            }
        }
        reset();
    }

    /** What was recorded and has not been emitted: counts, and nanoseconds, by metric name. For a log line. */
    public Map<String, Long> pending() {
        Map<String, Long> pending = new TreeMap<>();
        timings.forEach((timing, nanos) -> pending.put(timing.metricName(), nanos));
        counters.forEach((counter, count) -> pending.put(counter.metricName(), count));
        return pending;
    }

    private void throttledFlush() {
        if (nanoClock.getAsLong() - lastFlush > intervalNanos) {
            flush();
        }
    }

    private void reset() {
        timings.clear();
        counters.clear();
        lastFlush = nanoClock.getAsLong();
    }

    private static void requireNotNegative(ConsumerMetric metric, long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException(metric.metricName() + ": negative amount " + amount);
        }
    }
}
