package metricsbuffer.suite.explore;

import metricsbuffer.suite.model.Canary;
import metricsbuffer.suite.port.PortCheck;
import metricsbuffer.suite.verdict.RuleExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All schedules of small scenarios, counted, against a module's buffer. Each stands beside a canary, a buffer with just
 * the error looked for, of which some schedules must break the rule. A module runs it by a subclass of one line. If a
 * scenario fails, read the simplest schedule in {@code target/explored}. What cannot be explored is said to be not
 * judged, and why: see {@link metricsbuffer.suite.explore}. How many states are too many is {@code -Dexplore.states}.
 */
@ExtendWith({RuleExtension.class, PortCheck.class})
public abstract class ExplorationRules {

    private final ExplorationCheck check = new ExplorationCheck();

    @Test
    @Tag("MB-R101")
    void r101RecordAndFlush(TestInfo test) {
        check.judge(test, ExploredScenario.RECORD_AND_FLUSH, Canary.COPIED_THEN_CLEARED);
    }

    @Test
    @Tag("MB-R102")
    void r102FirstSeenAndFlush(TestInfo test) {
        check.judge(test, ExploredScenario.FIRST_SEEN_AND_FLUSH, Canary.WALKED_THEN_CLEARED);
    }

    @Test
    @Tag("MB-R103")
    void r103TwoFlushes(TestInfo test) {
        check.judge(test, ExploredScenario.TWO_FLUSHES, Canary.EMITTED_THEN_SUBTRACTED);
    }

    @Test
    @Tag("MB-R104")
    void r104TwoRecords(TestInfo test) {
        check.judge(test, ExploredScenario.TWO_RECORDS, Canary.GET_THEN_PUT);
    }

    @Test
    @Tag("MB-R101")
    void r101RecordAndRefusedFlush(TestInfo test) {
        check.judge(test, ExploredScenario.RECORD_AND_REFUSED_FLUSH, Canary.PUT_BACK_BY_GET_THEN_SET);
    }

    @Test
    @Tag("MB-R101")
    void r101RecordBetweenFlushes(TestInfo test) {
        check.judge(test, ExploredScenario.RECORD_BETWEEN_FLUSHES, Canary.ADDER_REMOVED_AT_FLUSH);
    }

    @Test
    @Tag("MB-R103")
    void r103NothingTwiceBetweenFlushes(TestInfo test) {
        check.judge(test, ExploredScenario.NOTHING_TWICE_BETWEEN_FLUSHES, Canary.MARKED_BY_GET_AND_SET);
    }

    @Test
    @Tag("MB-R105")
    void r105EachRecordsThenFlushes(TestInfo test) {
        check.judge(test, ExploredScenario.EACH_RECORDS_THEN_FLUSHES, Canary.GIVES_UP_WHILE_ANOTHER_FLUSHES);
    }

    @Test
    @Tag("MB-R101")
    void r101LateRecordAndFlush(TestInfo test) {
        check.judge(test, ExploredScenario.LATE_RECORD_AND_FLUSH, Canary.LOCKS_IN_THE_OTHER_ORDER);
    }

    @Test
    @Tag("MB-R201")
    void r201CounterThenTiming(TestInfo test) {
        check.judge(test, ExploredScenario.COUNTER_THEN_TIMING, Canary.EMPTIED_ONE_BY_ONE);
    }

    @Test
    @Tag("MB-R201")
    void r201TimingThenCounter(TestInfo test) {
        check.judge(test, ExploredScenario.TIMING_THEN_COUNTER, Canary.EMPTIED_ONE_BY_ONE_FROM_THE_TOP);
    }

    @Test
    @Tag("MB-R201")
    void r201LowerThenHigher(TestInfo test) {
        check.judge(test, ExploredScenario.LOWER_THEN_HIGHER, Canary.EMPTIED_ONE_BY_ONE);
    }

    @Test
    @Tag("MB-R201")
    void r201HigherThenLower(TestInfo test) {
        check.judge(test, ExploredScenario.HIGHER_THEN_LOWER, Canary.EMPTIED_ONE_BY_ONE_FROM_THE_TOP);
    }

    @Test
    @Tag("MB-R201")
    void r201HandedOverToANewThread(TestInfo test) {
        check.judge(test, ExploredScenario.HANDED_OVER_TO_A_NEW_THREAD, Canary.A_ROW_A_THREAD);
    }

    @Test
    @Tag("MB-R201")
    void r201HandedOverToOneThatWasThere(TestInfo test) {
        check.judge(test, ExploredScenario.HANDED_OVER_TO_ONE_THAT_WAS_THERE, Canary.A_ROW_A_THREAD_FROM_THE_LAST);
    }

    @Test
    @Tag("MB-R402")
    void r402LateRecords(TestInfo test) {
        check.judge(test, ExploredScenario.LATE_RECORDS, Canary.PLAIN_INTERVAL_CHECK);
    }

    @Test
    @Tag("MB-R401")
    void r401LateRecordAfterLateRecords(TestInfo test) {
        check.judge(test, ExploredScenario.LATE_RECORD_AFTER_LATE_RECORDS, Canary.FLAG_LEFT_SET);
    }
}
