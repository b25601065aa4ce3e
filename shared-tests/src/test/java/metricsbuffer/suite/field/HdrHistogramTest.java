package metricsbuffer.suite.field;

import java.util.List;
import java.util.stream.Stream;
import metricsbuffer.suite.verdict.Rule;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.junit.jupiter.api.Test;

/**
 * HdrHistogram's {@link Recorder}, 2.2.2.
 *
 * <p>Promised, by the Javadoc of {@code Recorder} and {@code IntervalHistogramProvider}: recording is safe for
 * several threads and wait-free; an interval histogram holds all counts since the previous one was taken; taking it
 * resets the counts. Together this is exactly once: R101 and R104. {@code getIntervalHistogram} is synchronized, so
 * R103 and R105 follow. Not judged: R201, since one recorder is one metric.
 *
 * <p>A counter is the number of values recorded; a series is a recorder.
 */
class HdrHistogramTest extends LibraryRules {

    HdrHistogramTest() {
        super(new Contract("HdrHistogram Recorder", Recorder.class, Contract.Kind.DIFFERENCE, 2,
                List.of(Rule.R101, Rule.R103, Rule.R104, Rule.R105)), Recorders::new);
    }

    /** The target of a copy is the seam: it is reset after the flip, before the counts are copied. */
    @Test
    void recordInTheMiddleOfACollect() {
        judgeForced("record between flip and copy", units -> {
            Recorders buffer = new Recorders();
            units.record(buffer, 0, 5);
            Histogram target = new HookedHistogram(() -> meanwhile(() -> units.record(buffer, 0, 7)));
            buffer.recorders[0].getIntervalHistogramInto(target);
            units.take(0, target.getTotalCount());
            units.expect(units.delivered(0) == 5, "the first interval holds " + units.delivered(0) + " of 5");
            buffer.collect(units);
        });
    }

    private static final class Recorders implements FieldBuffer {

        private final Recorder[] recorders = Stream.generate(() -> new Recorder(1_000, 2)).limit(SERIES)
                .toArray(Recorder[]::new);

        @Override
        public void record(int series) {
            recorders[series].recordValue(1);
        }

        @Override
        public void collect(Delivery delivery) {
            for (int series = 0; series < SERIES; series++) {
                delivery.take(series, recorders[series].getIntervalHistogram().getTotalCount());
            }
        }
    }

    private static final class HookedHistogram extends Histogram {

        private static final long serialVersionUID = 1L;

        private final transient Runnable hook;

        HookedHistogram(Runnable hook) {
            super(1_000, 2);
            this.hook = hook;
        }

        @Override
        public void reset() {
            if (hook != null) { // the superclass may call this while it is made
                hook.run();
            }
            super.reset();
        }
    }
}
