package metricsbuffer.exercises;

import metricsbuffer.suite.rules.Metric;
import metricsbuffer.suite.rules.Scene;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What only a buffer can be asked that adds refused totals to sums which it never resets. */
@ExtendWith(RuleExtension.class)
class OverflowRules {

    private static final long HALF = Long.MAX_VALUE / 2;

    /** Half a long was recorded, four times it is refused, and each time the sum grows by that half. */
    @Test
    @Tag("MB-R106")
    void r106RefusedUntilTheSumOverflows() {
        Scene scene = new Scene();
        scene.record(Metric.counter(0), HALF);
        for (int refusal = 1; refusal <= 4; refusal++) {
            scene.during(refusal, emission -> {
                throw new Scene.Refusal("agent down");
            });
            scene.flushRefused();
        }
        scene.record(Metric.counter(0), 1);
        scene.assertBooksBalanceAfterFlush(Rule.R106);
    }
}
