package metricsbuffer.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.ConsumerMetric;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Recorder;

/**
 * Keeps the totals of what is recorded, and notes each flush among a test's events. Safe for use by several threads.
 */
public final class TestRecorder implements Recorder {

    private final Map<String, Long> totals = new TreeMap<>();
    private final List<String> events;

    /** @param events where a flush is noted; must be safe for use by the threads that flush */
    public TestRecorder(List<String> events) {
        this.events = events;
    }

    @Override
    public synchronized void increment(ConsumerCounter counter, long amount) {
        totals.merge(counter.metricName(), amount, Long::sum);
    }

    @Override
    public synchronized void time(ConsumerTiming timing, long nanos) {
        totals.merge(timing.metricName(), nanos, Long::sum);
    }

    @Override
    public void flush() {
        events.add("flush");
    }

    /** What was recorded of a metric, and 0 if nothing was. */
    public synchronized long total(ConsumerMetric metric) {
        return totals.getOrDefault(metric.metricName(), 0L);
    }

    /** Whether a metric was recorded at all, be it as 0. */
    public synchronized boolean recorded(ConsumerMetric metric) {
        return totals.containsKey(metric.metricName());
    }
}
