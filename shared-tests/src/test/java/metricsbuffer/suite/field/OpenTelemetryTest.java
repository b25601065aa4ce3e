package metricsbuffer.suite.field;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import metricsbuffer.suite.support.PullReader;
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

    OpenTelemetryTest() {
        super(new Contract("OpenTelemetry SDK, delta", SdkMeterProvider.class, Contract.Kind.DIFFERENCE, 2,
                List.of(Rule.R101, Rule.R103, Rule.R104, Rule.R105)), OpenTelemetryTest::pulled);
    }

    private static FieldBuffer pulled() {
        PullReader reader = new PullReader();
        return new Counters(reader) {
            @Override
            public void collect(Delivery delivery) {
                deliver(reader.collect(), delivery);
            }
        };
    }

    /** The exporter is the seam: while it has a batch, a known and a first-seen series are recorded. */
    @Test
    void recordDuringAnExport() {
        judgeForced("record during an export", units -> {
            Exporter exporter = new Exporter(units);
            try (Counters buffer = exporter.counters()) {
                units.record(buffer, 0, 5);
                exporter.duringExport.set(() -> units.recordMeanwhile(buffer));
                buffer.flush();
                units.expect(units.delivered(0) == 5, "the first export holds " + units.delivered(0) + " of 5");
                buffer.flush();
            }
        });
    }

    @Test
    void theLastIntervalAtShutdown() {
        judgeForced("recorded, then shut down", units -> {
            try (Counters buffer = new Exporter(units).counters()) {
                units.record(buffer, 0, 5);
            }
        });
    }

    private static void deliver(Collection<MetricData> batch, FieldBuffer.Delivery delivery) {
        batch.stream().flatMap(metric -> metric.getLongSumData().getPoints().stream())
                .forEach(point -> delivery.take(point.getAttributes().get(SERIES).intValue(), point.getValue()));
    }

    /** The counters of an SDK with one reader. */
    private static class Counters implements FieldBuffer {

        private final SdkMeterProvider provider;
        private final LongCounter counter;

        Counters(MetricReader reader) {
            provider = SdkMeterProvider.builder().registerMetricReader(reader).build();
            counter = provider.get("field").counterBuilder("units").build();
        }

        @Override
        public void record(int series) {
            counter.add(1, ATTRIBUTES.get(series));
        }

        void flush() {
            inTime(provider.forceFlush());
        }

        @Override
        public void close() {
            inTime(provider.shutdown());
        }

        private static void inTime(CompletableResultCode result) {
            if (!result.join(20, TimeUnit.SECONDS).isSuccess()) {
                throw new IllegalStateException("the reader did not succeed within 20 s");
            }
        }
    }

    private static final class Exporter implements MetricExporter {

        private final FieldBuffer.Delivery delivery;
        private final AtomicReference<Runnable> duringExport = new AtomicReference<>(() -> {});

        Exporter(FieldBuffer.Delivery delivery) {
            this.delivery = delivery;
        }

        /** With the SDK's own periodic reader, which exports on a thread of its own; here only when it is told to. */
        Counters counters() {
            return new Counters(PeriodicMetricReader.builder(this).setInterval(Duration.ofHours(1)).build());
        }

        @Override
        public CompletableResultCode export(Collection<MetricData> batch) {
            duringExport.getAndSet(() -> {}).run();
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
