package metricsbuffer.suite.field;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricFilter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.ScheduledReporter;
import com.codahale.metrics.Timer;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.Test;

/**
 * Dropwizard Metrics, metrics-core 4.2.40.
 *
 * <p>Promised, by the Javadoc of {@code Counter} and {@code ScheduledReporter} and by the manual: a counter is a
 * 64-bit number that goes up and down; a reporter reports its current value, and never resets it. So there is no
 * reset to race with: R101 and R104 are judged on the running total (no read falls, none is ahead of what was
 * recorded, the last one equals it), R105 as 'a report holds what was recorded before it'. R103 does not apply:
 * two reporters both report the same units, by design. {@code stop} reports one last time, if the reporter
 * was started (issues 1461 and 4135).
 */
class DropwizardTest extends LibraryRules {

    DropwizardTest() {
        super(new Contract("Dropwizard Metrics, counter", MetricRegistry.class, Contract.Kind.RUNNING_TOTAL, 2,
                List.of(Rule.R101, Rule.R104, Rule.R105)), Registry::new);
    }

    /** The reporter is the seam: while it has its values, a known and a first-seen counter are recorded. */
    @Test
    void recordDuringAReport() {
        judgeForced("record during a report", units -> {
            Registry buffer = new Registry();
            units.record(buffer, 0, 5);
            try (Reporter reporter = new Reporter(buffer.registry, units, () -> units.recordMeanwhile(buffer))) {
                reporter.report();
                units.expect(units.delivered(0) >= 5, "the first report holds " + units.delivered(0) + " of 5");
                reporter.report();
            }
        });
    }

    @Test
    void theLastReportAtStop() {
        judgeForced("recorded, then stopped", units -> {
            Registry buffer = new Registry();
            try (Reporter reporter = new Reporter(buffer.registry, units, () -> {})) {
                reporter.start(1, TimeUnit.HOURS);
                units.record(buffer, 0, 5);
                reporter.stop();
            }
        });
    }

    private static final class Registry implements FieldBuffer {

        private final MetricRegistry registry = new MetricRegistry();

        @Override
        public void record(int series) {
            registry.counter(Integer.toString(series)).inc();
        }

        @Override
        public void collect(Delivery delivery) {
            registry.getCounters().forEach((name, counter) ->
                    delivery.take(Integer.parseInt(name), counter.getCount()));
        }
    }

    /** What a reporter of Dropwizard's own does: it is handed the counters, and reads them one by one. */
    private static final class Reporter extends ScheduledReporter {

        private final SceneUnits units;
        private Runnable hook;

        Reporter(MetricRegistry registry, SceneUnits units, Runnable hook) {
            super(registry, "field", MetricFilter.ALL, TimeUnit.SECONDS, TimeUnit.SECONDS);
            this.units = units;
            this.hook = hook;
        }

        @Override
        @SuppressWarnings("rawtypes") // the library's signature
        public void report(SortedMap<String, Gauge> gauges, SortedMap<String, Counter> counters,
                SortedMap<String, Histogram> histograms, SortedMap<String, Meter> meters,
                SortedMap<String, Timer> timers) {
            hook.run();
            hook = () -> {};
            units.newReading(); // each report holds running totals
            counters.forEach((name, counter) -> units.take(Integer.parseInt(name), counter.getCount()));
        }
    }
}
