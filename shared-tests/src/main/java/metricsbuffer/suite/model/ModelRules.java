package metricsbuffer.suite.model;

import metricsbuffer.suite.model.Scenarios.MetricKind;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.verdict.RuleExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The rules that no sink and no clock can force, by model checking, and some that they can, once more and without being
 * told where to look. A module runs it by a subclass of one line, which must be in the module's tests:
 * {@code mvn test -Dtest=ModelRulesTest}.
 *
 * <p>Each scenario is two threads on one buffer. It is run first on a canary, a buffer with just the error looked
 * for, which it must reject, and then on the module's. How many interleavings are explored of the module's is
 * {@code -Dmodel.executions}. If a scenario fails, read the interleaving in {@code target/lincheck}.
 */
@ExtendWith(RuleExtension.class)
public abstract class ModelRules {

    private final ModelCheck check = new ModelCheck(BufferModule.load());

    @Test
    @Tag("MB-R104")
    void r104RecordsOfAPresentMetric(TestInfo test) {
        check.judge(test, new Scenarios.RecordsOfOneMetric(MetricKind.COUNTER, 100), new Canaries.GetThenPut());
    }

    @Test
    @Tag("MB-R104")
    void r104RecordsOfAFirstSeenMetric(TestInfo test) {
        check.judge(test, new Scenarios.RecordsOfOneMetric(MetricKind.COUNTER, 0), new Canaries.GetThenPut());
    }

    @Test
    @Tag("MB-R104")
    void r104RecordsOfAPresentTiming(TestInfo test) {
        check.judge(test, new Scenarios.RecordsOfOneMetric(MetricKind.TIMING, 100), new Canaries.GetThenPut());
    }

    @Test
    @Tag("MB-R104")
    void r104RecordsOfAFirstSeenTiming(TestInfo test) {
        check.judge(test, new Scenarios.RecordsOfOneMetric(MetricKind.TIMING, 0), new Canaries.GetThenPut());
    }

    @Test
    @Tag("MB-R101")
    void r101RecordDuringAFlush(TestInfo test) {
        check.judge(test, new Scenarios.RecordDuringFlush(0), new Canaries.AdderRemovedAtFlush());
    }

    @Test
    @Tag("MB-R101")
    void r101RecordBetweenTwoFlushes(TestInfo test) {
        check.judge(test, new Scenarios.RecordBetweenTwoFlushes(true), new Canaries.AdderRemovedAtFlush());
    }

    @Test
    @Tag("MB-R101")
    void r101RecordWhenLateDuringAFlush(TestInfo test) {
        check.judge(test, new Scenarios.LateRecordDuringFlush(), new Canaries.LocksInTheOtherOrder());
    }

    @Test
    @Tag("MB-R101")
    void r101MixedOperations(TestInfo test) {
        check.judge(test, new OperationMix.OfCanary().explore(), () -> new OperationMix.OfModule().explore());
    }

    @Test
    @Tag("MB-R102")
    void r102FirstRecordOfAMetricDuringAFlush(TestInfo test) {
        check.judge(test, new Scenarios.RecordDuringFlush(1), new Canaries.WalkedThenCleared());
    }

    @Test
    @Tag("MB-R103")
    void r103TwoFlushes(TestInfo test) {
        check.judge(test, new Scenarios.TwoFlushes(), new Canaries.EmittedThenSubtracted());
    }

    @Test
    @Tag("MB-R103")
    void r103RecordBetweenTwoFlushes(TestInfo test) {
        check.judge(test, new Scenarios.RecordBetweenTwoFlushes(false), new Canaries.MarkedByGetAndSet());
    }

    @Test
    @Tag("MB-R201")
    void r201LowerThenHigherDuringAFlush(TestInfo test) {
        check.judgeDeep(test, new Scenarios.TwoRecordsDuringAFlush(0, 1), new Canaries.EmptiedOneByOne());
    }

    @Test
    @Tag("MB-R201")
    void r201HigherThenLowerDuringAFlush(TestInfo test) {
        check.judgeDeep(test, new Scenarios.TwoRecordsDuringAFlush(1, 0), new Canaries.EmptiedOneByOneFromTheTop());
    }

    @Test
    @Tag("MB-R201")
    void r201CounterThenTimingDuringAFlush(TestInfo test) {
        check.judge(test, new Scenarios.CounterAndTimingDuringAFlush(true), new Canaries.EmptiedOneByOne());
    }

    @Test
    @Tag("MB-R201")
    void r201TimingThenCounterDuringAFlush(TestInfo test) {
        check.judge(test, new Scenarios.CounterAndTimingDuringAFlush(false), new Canaries.EmptiedOneByOneFromTheTop());
    }

    @Test
    @Tag("MB-R105")
    void r105EachRecordsThenFlushes(TestInfo test) {
        check.judgeDeep(test, new Scenarios.RecordThenFlush(), new Canaries.GivesUpWhileAnotherFlushes());
    }

    @Test
    @Tag("MB-R101")
    void r101RecordDuringARefusal(TestInfo test) {
        check.judge(test, new Scenarios.RecordDuringARefusal(false), new Canaries.PutBackByGetThenSet());
    }

    @Test
    @Tag("MB-R101")
    void r101FlushDuringARefusal(TestInfo test) {
        check.judge(test, new Scenarios.RecordDuringARefusal(true), new Canaries.PutBackByGetThenSet());
    }

    @Test
    @Tag("MB-R401")
    void r401RecordAfterRecordsWhenLate(TestInfo test) {
        check.judge(test, new Scenarios.RecordAfterRecordsWhenLate(), new Canaries.FlagLeftSet());
    }

    @Test
    @Tag("MB-R402")
    void r402OneOfTwoRecordsBeginsTheFlush(TestInfo test) {
        check.judge(test, new Scenarios.RecordsWhenLate(), new Canaries.PlainIntervalCheck());
    }
}
