package metricsbuffer.suite.field;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.logging.LoggingRegistryConfig;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.micrometer.core.instrument.step.StepRegistryConfig;
import io.micrometer.core.instrument.util.NamedThreadFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** A step registry as a monitoring system's own: it publishes what each counter reports for the last step. */
final class StepPublisher extends StepMeterRegistry implements FieldBuffer {

    static final Duration STEP = Duration.ofMillis(20);
    private static final StepRegistryConfig CONFIG = (LoggingRegistryConfig) key ->
            key.endsWith(".step") ? STEP.toString() : null;

    private final AtomicLongArray published = new AtomicLongArray(SERIES);
    private final Counter[] counters;

    final AtomicReference<Runnable> duringPublish = new AtomicReference<>(() -> {});

    private StepPublisher(Clock clock) {
        super(CONFIG, clock);
        // All of them from the start: a counter that a publish has not met yet is not polled in that step.
        counters = IntStream.range(0, SERIES).mapToObj(series -> counter(Integer.toString(series)))
                .toArray(Counter[]::new);
    }

    /** Its steps end when the one collecting thread says so, and are polled each time. */
    static StepPublisher turned() {
        return new StepPublisher(new MockClock());
    }

    /** Its steps end by the real clock; its own threads poll and publish. */
    static StepPublisher started() {
        StepPublisher registry = new StepPublisher(Clock.SYSTEM);
        registry.start(new NamedThreadFactory("micrometer"));
        return registry;
    }

    @Override
    public void record(int series) {
        counters[series].increment();
    }

    @Override
    protected void publish() {
        for (int series = 0; series < SERIES; series++) {
            published.addAndGet(series, (long) counters[series].count());
            duringPublish.getAndSet(() -> {}).run();
        }
    }

    /** Rolls each counter over, if its step has ended, and drops what it reports: as the registry's own thread does. */
    void poll() {
        for (Counter counter : counters) {
            counter.count();
        }
    }

    /** Only of one that is {@link #turned()}. */
    void endStep() {
        MockClock.clock(this).add(STEP);
    }

    @Override
    public void collect(Delivery delivery) {
        endStep();
        publish();
        handOut(delivery);
    }

    @Override
    public void finish(Delivery delivery) {
        close();
        handOut(delivery);
    }

    private void handOut(Delivery delivery) {
        for (int series = 0; series < SERIES; series++) {
            delivery.take(series, published.getAndSet(series, 0));
        }
    }

    @Override
    protected TimeUnit getBaseTimeUnit() {
        return TimeUnit.MILLISECONDS;
    }
}
