package metricsbuffer.metrics;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps books on the buffer from outside: what was recorded, less what the backend has taken. What that leaves is
 * pending in the buffer, or the buffer is wrong. Costs two additions, one for a record and one for a total.
 *
 * <p>Safe for use by several threads.
 */
public final class SelfCheck {

    /** A gauge, sent with each total of {@link ConsumerCounter#RUN_COUNT}. Not an Arroyo metric. */
    static final String OPEN = "arroyo.consumer.metrics.open";

    private final LongAdder counts = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final Metrics gauges;

    /** @param backend where the gauge goes, directly */
    public SelfCheck(Metrics backend) {
        gauges = HarmlessMetrics.around(backend);
    }

    /** The buffer, with what is recorded in it entered in the books. */
    public Recorder around(Recorder buffer) {
        return new Recorder() {
            @Override
            public void increment(ConsumerCounter counter, long amount) {
                counts.add(amount);
                buffer.increment(counter, amount);
            }

            @Override
            public void time(ConsumerTiming timing, long amount) {
                nanos.add(amount);
                buffer.time(timing, amount);
            }

            @Override
            public void flush() {
                buffer.flush();
            }
        };
    }

    /** The backend that the buffer flushes to, with what it takes entered in the books. */
    public Metrics around(Metrics backend) {
        return new Metrics() {
            @Override
            public void increment(String name, long amount, String... tags) {
                backend.increment(name, amount, tags);
                counts.add(-amount);
                if (name.equals(ConsumerCounter.RUN_COUNT.metricName())) {
                    gauges.gauge(OPEN, counts.sum());
                }
            }

            @Override
            public void gauge(String name, double value, String... tags) {
                backend.gauge(name, value, tags);
            }

            @Override
            public void timing(String name, long amount, String... tags) {
                backend.timing(name, amount, tags);
                nanos.add(-amount);
            }
        };
    }

    /**
     * What does not balance, for a log line, or empty if all is well. For a time when nobody records.
     *
     * @param pending what is still in the buffer, by metric name
     */
    public Optional<String> imbalance(Map<String, Long> pending) {
        long openCounts = counts.sum();
        long openNanos = nanos.sum();
        for (ConsumerMetric metric : ConsumerMetric.ALL) {
            long left = pending.getOrDefault(metric.metricName(), 0L);
            if (metric instanceof ConsumerCounter) {
                openCounts -= left;
            } else {
                openNanos -= left;
            }
        }
        return openCounts == 0 && openNanos == 0
                ? Optional.empty()
                : Optional.of(openCounts + " counts and " + openNanos + " ns");
    }
}
