package metricsbuffer.port;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.ConsumerMetric;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Metrics;
import metricsbuffer.metrics.MetricsBuffer;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Hands this module's {@link MetricsBuffer} to the suite. */
public final class ModuleBuffers implements BufferModule {

    // One longer than there are metrics: the last element is null, which the suite records, too.
    private static final ConsumerCounter[] COUNTERS =
            Arrays.copyOf(ConsumerCounter.values(), ConsumerCounter.values().length + 1);
    private static final ConsumerTiming[] TIMINGS =
            Arrays.copyOf(ConsumerTiming.values(), ConsumerTiming.values().length + 1);

    private static final Map<String, ConsumerMetric> BY_NAME =
            ConsumerMetric.ALL.stream().collect(Collectors.toMap(ConsumerMetric::metricName, Function.identity()));
    private static final int FIRST_TIMING = ConsumerTiming.values()[0].slot();

    @Override
    public List<String> counters() {
        return names(ConsumerMetric.ALL.subList(0, FIRST_TIMING));
    }

    @Override
    public List<String> timings() {
        return names(ConsumerMetric.ALL.subList(FIRST_TIMING, ConsumerMetric.ALL.size()));
    }

    private static List<String> names(List<ConsumerMetric> metrics) {
        return metrics.stream().map(ConsumerMetric::metricName).toList();
    }

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        MetricsBuffer buffer = new MetricsBuffer(new SinkMetrics(sink), nanoClock, Duration.ofNanos(intervalNanos));
        return new BufferPort() {
            @Override
            public void increment(int counter, long amount) {
                buffer.increment(COUNTERS[counter], amount);
            }

            @Override
            public void time(int timing, long nanos) {
                buffer.time(TIMINGS[timing], nanos);
            }

            @Override
            public void flush() {
                buffer.flush();
            }
        };
    }

    /** Translates the backend's names back into the suite's indices. */
    private record SinkMetrics(BufferSink sink) implements Metrics {

        @Override
        public void increment(String name, long amount, String... tags) {
            sink.counter(BY_NAME.get(name).slot(), amount);
        }

        @Override
        public void gauge(String name, double value, String... tags) {
            throw new UnsupportedOperationException("the buffer emits no gauges: " + name);
        }

        @Override
        public void timing(String name, long nanos, String... tags) {
            sink.timing(BY_NAME.get(name).slot() - FIRST_TIMING, nanos);
        }
    }
}
