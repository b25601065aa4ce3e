package metricsbuffer.suite.model;

import metricsbuffer.suite.model.Scenarios.MetricKind;
import metricsbuffer.suite.port.PortCheck;
import metricsbuffer.suite.verdict.RuleExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Model checks of what a record meets: another record, a flush, a refusal, the end of an interval. With {@link
 * FlushModelRules} these are the rules that no sink and no clock can force, and some that they can, once more and
 * without being told where to look. A module runs each by a subclass of one line, which must be in the module's tests:
 * {@code mvn test -Dtest='*ModelRulesTest'}. They are two, so that two CPUs share the work.
 *
 * <p>Each scenario is two threads on one buffer. A canary, a buffer with just the error looked for, must be rejected
 * before the module's buffer can be accepted; see {@link RejectedCanaries}. How many interleavings are explored of the
 * module's is {@code -Dmodel.executions}. If a scenario fails, read the interleaving in {@code target/lincheck}.
 *
 * <p>Some have the tag {@value #EXPLORED}: {@code ExplorationRules} plays all schedules of the same scenario in less
 * time, and forced interleavings judge the same rule. {@code mvn test} leaves them out, but for a buffer of one's own;
 * with {@code -DexcludedGroups=none} they run, too.
 */
@ExtendWith({RuleExtension.class, PortCheck.class})
public abstract class RecordModelRules {

    static final String EXPLORED = "explored";

    private final ModelCheck check = new ModelCheck();

    @Test
    @Tag("MB-R104")
    void r104RecordsOfAPresentMetric(TestInfo test) {
        check.judge(test, new Scenarios.RecordsOfOneMetric(MetricKind.COUNTER, 100), Canary.GET_THEN_PUT);
    }

    @Test
    @Tag("MB-R104")
    void r104RecordsOfAFirstSeenMetric(TestInfo test) {
        check.judge(test, new Scenarios.RecordsOfOneMetric(MetricKind.COUNTER, 0), Canary.GET_THEN_PUT);
    }

    @Test
    @Tag("MB-R104")
    void r104RecordsOfAPresentTiming(TestInfo test) {
        check.judge(test, new Scenarios.RecordsOfOneMetric(MetricKind.TIMING, 100), Canary.GET_THEN_PUT);
    }

    @Test
    @Tag("MB-R104")
    void r104RecordsOfAFirstSeenTiming(TestInfo test) {
        check.judge(test, new Scenarios.RecordsOfOneMetric(MetricKind.TIMING, 0), Canary.GET_THEN_PUT);
    }

    @Test
    @Tag("MB-R101")
    void r101RecordDuringAFlush(TestInfo test) {
        check.judge(test, new Scenarios.RecordDuringFlush(0), Canary.ADDER_REMOVED_AT_FLUSH);
    }

    @Test
    @Tag(EXPLORED)
    @Tag("MB-R101")
    void r101RecordWhenLateDuringAFlush(TestInfo test) {
        check.judge(test, new Scenarios.LateRecordDuringFlush(), Canary.LOCKS_IN_THE_OTHER_ORDER);
    }

    @Test
    @Tag("MB-R101")
    void r101MixedOperations(TestInfo test) {
        check.judge(test, OperationMix.class.getSimpleName(), () -> new OperationMix.OfCanary().explore(),
                () -> new OperationMix.OfModule().explore());
    }

    @Test
    @Tag(EXPLORED)
    @Tag("MB-R102")
    void r102FirstRecordOfAMetricDuringAFlush(TestInfo test) {
        check.assumeTwoCounters();
        check.judge(test, new Scenarios.RecordDuringFlush(1), Canary.WALKED_THEN_CLEARED);
    }

    @Test
    @Tag(EXPLORED)
    @Tag("MB-R101")
    void r101RecordDuringARefusal(TestInfo test) {
        check.judge(test, new Scenarios.RecordDuringARefusal(false), Canary.PUT_BACK_BY_GET_THEN_SET);
    }

    @Test
    @Tag("MB-R101")
    void r101FlushDuringARefusal(TestInfo test) {
        check.judge(test, new Scenarios.RecordDuringARefusal(true), Canary.PUT_BACK_BY_GET_THEN_SET);
    }

    @Test
    @Tag(EXPLORED)
    @Tag("MB-R401")
    void r401RecordAfterRecordsWhenLate(TestInfo test) {
        check.judge(test, new Scenarios.RecordAfterRecordsWhenLate(), Canary.FLAG_LEFT_SET);
    }

    @Test
    @Tag("MB-R402")
    void r402OneOfTwoRecordsBeginsTheFlush(TestInfo test) {
        check.judge(test, new Scenarios.RecordsWhenLate(), Canary.PLAIN_INTERVAL_CHECK);
    }
}
