package metricsbuffer.port;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
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

    @Override
    public List<String> counters() {
        return Arrays.stream(ConsumerCounter.values()).map(ConsumerMetric::metricName).toList();
    }

    @Override
    public List<String> timings() {
        return Arrays.stream(ConsumerTiming.values()).map(ConsumerMetric::metricName).toList();
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
    private static final class SinkMetrics implements Metrics {

        private static final Map<String, Integer> COUNTER_INDEX = new HashMap<>();
        private static final Map<String, Integer> TIMING_INDEX = new HashMap<>();

        static {
            for (ConsumerCounter counter : ConsumerCounter.values()) {
                COUNTER_INDEX.put(counter.metricName(), counter.ordinal());
            }
            for (ConsumerTiming timing : ConsumerTiming.values()) {
                TIMING_INDEX.put(timing.metricName(), timing.ordinal());
            }
        }

        private final BufferSink sink;

        SinkMetrics(BufferSink sink) {
            this.sink = sink;
        }

        @Override
        public void increment(String name, long amount, String... tags) {
            sink.counter(COUNTER_INDEX.get(name), amount);
        }

        @Override
        public void gauge(String name, double value, String... tags) {
            throw new UnsupportedOperationException("the buffer emits no gauges: " + name);
        }

        @Override
        public void timing(String name, long nanos, String... tags) {
            sink.timing(TIMING_INDEX.get(name), nanos);
        }
    }
}
