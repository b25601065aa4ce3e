package metricsbuffer.suite.model;

import metricsbuffer.suite.model.Scenarios.MetricKind;
import metricsbuffer.suite.port.PortCheck;
import metricsbuffer.suite.verdict.RuleExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** Model checks of what a flush takes, alone or beside another one. Run as {@link RecordModelRules} are. */
@ExtendWith({RuleExtension.class, PortCheck.class})
public abstract class FlushModelRules {

    private static final String EXPLORED = RecordModelRules.EXPLORED;

    private final ModelCheck check = new ModelCheck();

    @Test
    @Tag(EXPLORED)
    @Tag("MB-R101")
    void r101RecordBetweenTwoFlushes(TestInfo test) {
        check.judge(test, new Scenarios.RecordBetweenTwoFlushes(true), Canary.ADDER_REMOVED_AT_FLUSH);
    }

    @Test
    @Tag("MB-R103")
    void r103TwoFlushes(TestInfo test) {
        check.judge(test, new Scenarios.TwoFlushes(), Canary.EMITTED_THEN_SUBTRACTED);
    }

    @Test
    @Tag(EXPLORED)
    @Tag("MB-R103")
    void r103RecordBetweenTwoFlushes(TestInfo test) {
        check.judge(test, new Scenarios.RecordBetweenTwoFlushes(false), Canary.MARKED_BY_GET_AND_SET);
    }

    @Test
    @Tag("MB-R201")
    void r201LowerThenHigherDuringAFlush(TestInfo test) {
        check.assumeTwoCounters();
        check.judgeDeep(test, new Scenarios.TwoRecordsDuringAFlush(0, 1), Canary.EMPTIED_ONE_BY_ONE);
    }

    @Test
    @Tag(EXPLORED)
    @Tag("MB-R201")
    void r201HigherThenLowerDuringAFlush(TestInfo test) {
        check.assumeTwoCounters();
        check.judgeDeep(test, new Scenarios.TwoRecordsDuringAFlush(1, 0), Canary.EMPTIED_ONE_BY_ONE_FROM_THE_TOP);
    }

    @Test
    @Tag(EXPLORED)
    @Tag("MB-R201")
    void r201CounterThenTimingDuringAFlush(TestInfo test) {
        check.judge(test, new Scenarios.CounterAndTimingDuringAFlush(MetricKind.COUNTER, MetricKind.TIMING),
                Canary.EMPTIED_ONE_BY_ONE);
    }

    @Test
    @Tag(EXPLORED)
    @Tag("MB-R201")
    void r201TimingThenCounterDuringAFlush(TestInfo test) {
        check.judge(test, new Scenarios.CounterAndTimingDuringAFlush(MetricKind.TIMING, MetricKind.COUNTER),
                Canary.EMPTIED_ONE_BY_ONE_FROM_THE_TOP);
    }

    @Test
    @Tag(EXPLORED)
    @Tag("MB-R201")
    void r201HandedOverToAThreadThatWasThere(TestInfo test) {
        check.assumeTwoCounters();
        check.judge(test, new Scenarios.RecordHandedOverDuringAFlush(true), Canary.A_ROW_A_THREAD_FROM_THE_LAST);
    }

    @Test
    @Tag(EXPLORED)
    @Tag("MB-R201")
    void r201HandedOverToANewThread(TestInfo test) {
        check.assumeTwoCounters();
        check.judge(test, new Scenarios.RecordHandedOverDuringAFlush(false), Canary.A_ROW_A_THREAD);
    }

    @Test
    @Tag(EXPLORED)
    @Tag("MB-R105")
    void r105EachRecordsThenFlushes(TestInfo test) {
        check.judgeDeep(test, new Scenarios.RecordThenFlush(), Canary.GIVES_UP_WHILE_ANOTHER_FLUSHES);
    }
}
