package metricsbuffer.suite.field;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.Test;

/**
 * Prometheus' client_java, prometheus-metrics-core 1.10.0.
 *
 * <p>Promised, by the metric types and the client_java documentation: a counter only goes up, or starts from 0 with the
 * process; a scrape reads it and resets nothing. So R101 and R104 are judged on the running total (no read falls,
 * none is ahead of what was recorded, the last one equals it), R105 as 'a scrape holds what was recorded before it'.
 * R103 does not apply: two scrapers both read the same units, by design. Totals are doubles, exact up to 2^53.
 */
class PrometheusTest extends LibraryRules {

    PrometheusTest() {
        super(new Contract("Prometheus client_java, counter", Counter.class, Contract.Kind.RUNNING_TOTAL, 2,
                List.of(Rule.R101, Rule.R104, Rule.R105)), Registry::new);
    }

    /** A collector in the registry is the seam: it is asked in the middle of a scrape. */
    @Test
    void recordDuringAScrape() {
        judgeForced("record during a scrape", units -> {
            Registry buffer = new Registry();
            units.record(buffer, 0, 5);
            Collector hook = () -> {
                units.recordMeanwhile(buffer);
                return Counter.builder().name("hook").build().collect();
            };
            buffer.registry.register(hook);
            buffer.collect(units);
            units.expect(units.delivered(0) >= 5, "the first scrape holds " + units.delivered(0) + " of 5");
            buffer.registry.unregister(hook);
            buffer.collect(units.newReading());
        });
    }

    private static final class Registry implements FieldBuffer {

        private static final String NAME = "units";
        private static final String LABEL = "series";

        private final PrometheusRegistry registry = new PrometheusRegistry();
        private final Counter counter = Counter.builder().name(NAME).labelNames(LABEL).register(registry);

        @Override
        public void record(int series) {
            counter.labelValues(Integer.toString(series)).inc();
        }

        @Override
        public void collect(Delivery delivery) {
            for (MetricSnapshot snapshot : registry.scrape()) {
                if (snapshot.getMetadata().getName().equals(NAME)) {
                    ((CounterSnapshot) snapshot).getDataPoints().forEach(point -> delivery.take(
                            Integer.parseInt(point.getLabels().get(LABEL)), (long) point.getValue()));
                }
            }
        }
    }
}
