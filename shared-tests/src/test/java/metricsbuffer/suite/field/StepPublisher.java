package metricsbuffer.suite.field;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.micrometer.core.instrument.step.StepRegistryConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** A step registry as a monitoring system's own: it publishes what each counter reports for the last step. */
final class StepPublisher extends StepMeterRegistry {

    static final Duration STEP = Duration.ofMillis(20);

    private final AtomicLongArray published = new AtomicLongArray(FieldBuffer.SERIES);
    private final Counter[] counters;

    volatile Runnable duringPublish = () -> {};

    StepPublisher(Clock clock) {
        super(new Config(), clock);
        // All of them from the start: a counter that a publish has not met yet is not polled in that step.
        counters = IntStream.range(0, FieldBuffer.SERIES).mapToObj(series -> counter(Integer.toString(series)))
                .toArray(Counter[]::new);
    }

    void record(int series) {
        counters[series].increment();
    }

    @Override
    protected void publish() {
        for (int series = 0; series < FieldBuffer.SERIES; series++) {
            published.addAndGet(series, (long) counters[series].count());
            Runnable once = duringPublish;
            duringPublish = () -> {};
            once.run();
        }
    }

    /** Rolls each counter over, if its step has ended, and drops what it reports: as the registry's own thread does. */
    void poll() {
        for (Counter counter : counters) {
            counter.count();
        }
    }

    /** Hands out what has been published since the last time. */
    void handOut(FieldBuffer.Delivery delivery) {
        for (int series = 0; series < FieldBuffer.SERIES; series++) {
            delivery.take(series, published.getAndSet(series, 0));
        }
    }

    @Override
    protected TimeUnit getBaseTimeUnit() {
        return TimeUnit.MILLISECONDS;
    }

    private static final class Config implements StepRegistryConfig {

        @Override
        public String prefix() {
            return "field";
        }

        @Override
        public String get(String key) {
            return null;
        }

        @Override
        public Duration step() {
            return STEP;
        }
    }
}
