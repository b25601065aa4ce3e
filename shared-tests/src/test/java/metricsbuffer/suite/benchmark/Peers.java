package metricsbuffer.suite.benchmark;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.incubator.metrics.BoundLongCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metricsbuffer.suite.support.PullReader;

/**
 * What the buffers are measured beside: the two counters of the JDK, and libraries with the settings that they have.
 * Each holds as many metrics as the consumer has, and finds the one to record by its number, as the port does.
 */
final class Peers {

    private static final int METRICS = 7; // of each kind
    private static final int COUNTER = 0;
    private static final int TIMING = 0;

    private Peers() {}

    private static <T> T[] each(IntFunction<T> metric, IntFunction<T[]> array) {
        return IntStream.range(0, METRICS).mapToObj(metric).toArray(array);
    }

    /** The yardstick: the cheapest count that several threads can share. */
    static final class Adders implements Subject {

        private final LongAdder[] counts = each(number -> new LongAdder(), LongAdder[]::new);
        private final LongAdder[] nanos = each(number -> new LongAdder(), LongAdder[]::new);

        @Override
        public void count() {
            counts[COUNTER].add(1);
        }

        @Override
        public void countApart(int counter) {
            counts[counter].add(1);
        }

        @Override
        public void countAndTime() {
            counts[COUNTER].add(1);
            nanos[TIMING].add(NANOS);
        }

        @Override
        public Totals totals() {
            return new Totals(Stream.of(counts).mapToLong(LongAdder::sum).sum(), nanos[TIMING].sum());
        }
    }

    static final class Atomics implements Subject {

        private final AtomicLong[] counts = each(number -> new AtomicLong(), AtomicLong[]::new);
        private final AtomicLong[] nanos = each(number -> new AtomicLong(), AtomicLong[]::new);

        @Override
        public void count() {
            counts[COUNTER].getAndAdd(1);
        }

        @Override
        public void countApart(int counter) {
            counts[counter].getAndAdd(1);
        }

        @Override
        public void countAndTime() {
            counts[COUNTER].getAndAdd(1);
            nanos[TIMING].getAndAdd(NANOS);
        }

        @Override
        public Totals totals() {
            return new Totals(Stream.of(counts).mapToLong(AtomicLong::get).sum(), nanos[TIMING].get());
        }
    }

    /** All counters in one array, side by side or each on a cache line of its own. */
    static final class Array implements Subject {

        private final int cellsApart;
        private final AtomicLongArray counts;

        /** @param cellsApart from one counter to the next, in cells of eight bytes */
        Array(int cellsApart) {
            this.cellsApart = cellsApart;
            this.counts = new AtomicLongArray((METRICS + 1) * cellsApart);
        }

        @Override
        public void count() {
            countApart(COUNTER);
        }

        @Override
        public void countApart(int counter) {
            counts.getAndAdd((counter + 1) * cellsApart, 1); // the first cell would share a line with the length
        }

        @Override
        public Totals totals() {
            return new Totals(IntStream.range(0, counts.length()).mapToLong(counts::get).sum(), 0);
        }
    }

    /** A counter and a timer of a step registry. A timer counts, too, so one call records both figures. */
    static final class Micrometer implements Subject {

        private static final long STEP_MILLIS = TimeUnit.MINUTES.toMillis(1);

        private final TurnableClock clock = new TurnableClock();
        private final MeterRegistry registry =
                new SimpleMeterRegistry(setting -> setting.equals("simple.mode") ? "STEP" : null, clock);
        private final Counter[] counters = each(number -> registry.counter("count" + number), Counter[]::new);
        private final io.micrometer.core.instrument.Timer[] timers =
                each(number -> registry.timer("time" + number), io.micrometer.core.instrument.Timer[]::new);

        @Override
        public void count() {
            counters[COUNTER].increment();
        }

        @Override
        public void countAndTime() {
            timers[TIMING].record(NANOS, TimeUnit.NANOSECONDS);
        }

        @Override
        public Totals totals() {
            clock.endStep(); // what a step held is reported in the next
            long timed = timers[TIMING].count();
            return new Totals((long) counters[COUNTER].count() + timed,
                    Math.round(timers[TIMING].totalTime(TimeUnit.NANOSECONDS)));
        }

        @Override
        public void close() {
            registry.close();
        }

        /** The real clock, in a step that does not end before the benchmark does. */
        private static final class TurnableClock implements Clock {

            private final long start = System.currentTimeMillis();
            private volatile long offset = -(start % STEP_MILLIS);

            void endStep() {
                offset += STEP_MILLIS;
            }

            @Override
            public long wallTime() {
                return System.currentTimeMillis() + offset;
            }

            @Override
            public long monotonicTime() {
                return System.nanoTime();
            }
        }
    }

    /** A counter and a timer. The timer keeps a sample for percentiles, and that is most of what it costs. */
    static final class Dropwizard implements Subject {

        private final MetricRegistry registry = new MetricRegistry();
        private final com.codahale.metrics.Counter[] counters =
                each(number -> registry.counter("count" + number), com.codahale.metrics.Counter[]::new);
        private final Timer[] timers = each(number -> registry.timer("time" + number), Timer[]::new);

        @Override
        public void count() {
            counters[COUNTER].inc();
        }

        @Override
        public void countAndTime() {
            timers[TIMING].update(NANOS, TimeUnit.NANOSECONDS);
        }

        @Override
        public Totals totals() {
            long timed = timers[TIMING].getCount();
            return new Totals(counters[COUNTER].getCount() + timed, timed * NANOS); // it keeps no sum
        }
    }

    static final class Prometheus implements Subject {

        private final io.prometheus.metrics.core.metrics.Counter[] counters = each(
                number -> io.prometheus.metrics.core.metrics.Counter.builder().name("count" + number).build(),
                io.prometheus.metrics.core.metrics.Counter[]::new);

        @Override
        public void count() {
            counters[COUNTER].inc();
        }

        @Override
        public Totals totals() {
            return new Totals(counters[COUNTER].getLongValue(), 0);
        }
    }

    /** A counter of delta temporality, bound to its attributes once. */
    static final class OpenTelemetry implements Subject {

        private final PullReader reader = new PullReader();
        private final SdkMeterProvider provider = SdkMeterProvider.builder().registerMetricReader(reader).build();
        private final BoundLongCounter[] counters = each(number -> ((ExtendedLongCounter) provider.get("benchmark")
                .counterBuilder("count" + number).build()).bind(Attributes.empty()), BoundLongCounter[]::new);

        @Override
        public void count() {
            counters[COUNTER].add(1);
        }

        @Override
        public Totals totals() {
            return new Totals(reader.collect().stream()
                    .flatMap(metric -> metric.getLongSumData().getPoints().stream())
                    .mapToLong(point -> point.getValue()).sum(), 0);
        }

        @Override
        public void close() {
            provider.close();
        }
    }
}
