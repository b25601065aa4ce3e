package metricsbuffer.suite.field;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.Test;

/**
 * OpenTelemetry's SDK with delta temporality, opentelemetry-sdk-metrics 1.68.0.
 *
 * <p>Promised: delta values are of continuous, non-overlapping intervals (metrics.proto, AggregationTemporality), so
 * that each unit is in one of them: R101, R104. Collecting is safe to be called concurrently (specification, metrics
 * SDK, Concurrency requirements): R103. A collect returns what it collected, so R105 follows. {@code shutdown} of a
 * PeriodicMetricReader makes a last export (its source; the specification says only that it cleans up).
 *
 * <p>Not promised, not judged: R106 (a failed export must be dropped, says the specification; retrying is the
 * exporter's), R201 (nothing is said of a cut over several instruments).
 */
class OpenTelemetryTest extends LibraryRules {

    private static final AttributeKey<Long> SERIES = AttributeKey.longKey("series");

    private static final List<Attributes> ATTRIBUTES = IntStream.range(0, FieldBuffer.SERIES)
            .mapToObj(series -> Attributes.of(SERIES, (long) series)).toList();

    @Override
    Contract contract() {
        return new Contract("OpenTelemetry SDK, delta", SdkMeterProvider.class, Contract.Kind.DIFFERENCE, 2,
                List.of(Rule.R101, Rule.R103, Rule.R104, Rule.R105));
    }

    @Override
    FieldBuffer open() {
        return new Pulled();
    }

    /** The exporter is the seam: while it has a batch, a known and a first-seen series are recorded. */
    @Test
    void recordDuringAnExport() {
        judge("forced: record during an export", () -> forced(units -> {
            try (Pushed buffer = new Pushed()) {
                units.record(buffer, 0, 5);
                buffer.duringExport = () -> meanwhile(() -> {
                    units.record(buffer, 0, 7);
                    units.record(buffer, 1, 3);
                });
                buffer.collect(units);
                units.expect(units.delivered(0) == 5, "the first export holds " + units.delivered(0) + " of 5");
                buffer.collect(units);
            }
        }));
    }

    @Test
    void theLastIntervalAtShutdown() {
        judge("forced: recorded, then shut down", () -> forced(units -> {
            try (Pushed buffer = new Pushed()) {
                units.record(buffer, 0, 5);
                buffer.finish(units);
            }
        }));
    }

    private static void deliver(Collection<MetricData> batch, FieldBuffer.Delivery delivery) {
        batch.stream().flatMap(metric -> metric.getLongSumData().getPoints().stream())
                .forEach(point -> delivery.take(point.getAttributes().get(SERIES).intValue(), point.getValue()));
    }

    private abstract static class Counting implements FieldBuffer {

        private final SdkMeterProvider provider;
        private final LongCounter counter;

        Counting(MetricReader reader) {
            provider = SdkMeterProvider.builder().registerMetricReader(reader).build();
            counter = provider.get("field").counterBuilder("units").build();
        }

        @Override
        public void record(int series) {
            counter.add(1, ATTRIBUTES.get(series));
        }

        @Override
        public void close() {
            provider.shutdown().join(20, TimeUnit.SECONDS);
        }
    }

    /** A reader that collects when asked, on the thread that asks. */
    private static final class Pulled extends Counting {

        private final PullReader reader;

        Pulled() {
            this(new PullReader());
        }

        private Pulled(PullReader reader) {
            super(reader);
            this.reader = reader;
        }

        @Override
        public void collect(Delivery delivery) {
            deliver(reader.registration.collectAllMetrics(), delivery);
        }

        @Override
        public void finish(Delivery delivery) {
            collect(delivery);
        }
    }

    private static final class PullReader implements MetricReader {

        private volatile CollectionRegistration registration;

        @Override
        public void register(CollectionRegistration registered) {
            registration = registered;
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporality.DELTA;
        }

        @Override
        public CompletableResultCode forceFlush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    /** The SDK's own periodic reader, which exports on a thread of its own; here only when it is told to. */
    private static final class Pushed extends Counting {

        private final PeriodicMetricReader reader;
        private final Exporter exporter;
        private volatile Runnable duringExport = () -> {};

        Pushed() {
            this(new Exporter());
        }

        private Pushed(Exporter exporter) {
            this(exporter, PeriodicMetricReader.builder(exporter).setInterval(Duration.ofHours(1)).build());
        }

        private Pushed(Exporter exporter, PeriodicMetricReader reader) {
            super(reader);
            this.exporter = exporter;
            this.reader = reader;
            exporter.hook = () -> {
                Runnable once = duringExport;
                duringExport = () -> {};
                once.run();
            };
        }

        @Override
        public void collect(Delivery delivery) {
            exporter.delivery = delivery;
            inTime(reader.forceFlush());
        }

        @Override
        public void finish(Delivery delivery) {
            exporter.delivery = delivery;
            inTime(reader.shutdown());
        }

        private static void inTime(CompletableResultCode result) {
            if (!result.join(20, TimeUnit.SECONDS).isSuccess()) {
                throw new IllegalStateException("the reader did not succeed within 20 s");
            }
        }
    }

    private static final class Exporter implements MetricExporter {

        private volatile FieldBuffer.Delivery delivery = (series, value) -> {};
        private volatile Runnable hook = () -> {};

        @Override
        public CompletableResultCode export(Collection<MetricData> batch) {
            hook.run();
            deliver(batch, delivery);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporality.DELTA;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
