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
    void r104_recordsOfAPresentMetric(TestInfo test) {
        check.judge(test, new Scenarios.RecordsOfOneMetric(MetricKind.COUNTER, 100), new Canaries.GetThenPut());
    }

    @Test
    @Tag("MB-R104")
    void r104_recordsOfAFirstSeenMetric(TestInfo test) {
        check.judge(test, new Scenarios.RecordsOfOneMetric(MetricKind.COUNTER, 0), new Canaries.GetThenPut());
    }

    @Test
    @Tag("MB-R104")
    void r104_recordsOfAPresentTiming(TestInfo test) {
        check.judge(test, new Scenarios.RecordsOfOneMetric(MetricKind.TIMING, 100), new Canaries.GetThenPut());
    }

    @Test
    @Tag("MB-R104")
    void r104_recordsOfAFirstSeenTiming(TestInfo test) {
        check.judge(test, new Scenarios.RecordsOfOneMetric(MetricKind.TIMING, 0), new Canaries.GetThenPut());
    }

    @Test
    @Tag("MB-R101")
    void r101_recordDuringAFlush(TestInfo test) {
        check.judge(test, new Scenarios.RecordDuringFlush(0), new Canaries.AdderRemovedAtFlush());
    }

    @Test
    @Tag("MB-R101")
    void r101_recordBetweenTwoFlushes(TestInfo test) {
        check.judge(test, new Scenarios.RecordBetweenTwoFlushes(true), new Canaries.AdderRemovedAtFlush());
    }

    @Test
    @Tag("MB-R101")
    void r101_recordWhenLateDuringAFlush(TestInfo test) {
        check.judge(test, new Scenarios.LateRecordDuringFlush(), new Canaries.LocksInTheOtherOrder());
    }

    @Test
    @Tag("MB-R101")
    void r101_mixedOperations(TestInfo test) {
        check.judge(test, new OperationMix.OfCanary().explore(), () -> new OperationMix.OfModule().explore());
    }

    @Test
    @Tag("MB-R102")
    void r102_firstRecordOfAMetricDuringAFlush(TestInfo test) {
        check.judge(test, new Scenarios.RecordDuringFlush(1), new Canaries.WalkedThenCleared());
    }

    @Test
    @Tag("MB-R103")
    void r103_twoFlushes(TestInfo test) {
        check.judge(test, new Scenarios.TwoFlushes(), new Canaries.EmittedThenSubtracted());
    }

    @Test
    @Tag("MB-R103")
    void r103_recordBetweenTwoFlushes(TestInfo test) {
        check.judge(test, new Scenarios.RecordBetweenTwoFlushes(false), new Canaries.MarkedByGetAndSet());
    }

    @Test
    @Tag("MB-R201")
    void r201_lowerThenHigherDuringAFlush(TestInfo test) {
        check.judgeDeep(test, new Scenarios.TwoRecordsDuringAFlush(0, 1), new Canaries.EmptiedOneByOne());
    }

    @Test
    @Tag("MB-R201")
    void r201_higherThenLowerDuringAFlush(TestInfo test) {
        check.judgeDeep(test, new Scenarios.TwoRecordsDuringAFlush(1, 0), new Canaries.EmptiedOneByOneFromTheTop());
    }

    @Test
    @Tag("MB-R201")
    void r201_counterThenTimingDuringAFlush(TestInfo test) {
        check.judge(test, new Scenarios.CounterAndTimingDuringAFlush(true), new Canaries.EmptiedOneByOne());
    }

    @Test
    @Tag("MB-R201")
    void r201_timingThenCounterDuringAFlush(TestInfo test) {
        check.judge(test, new Scenarios.CounterAndTimingDuringAFlush(false), new Canaries.EmptiedOneByOneFromTheTop());
    }

    @Test
    @Tag("MB-R105")
    void r105_eachRecordsThenFlushes(TestInfo test) {
        check.judgeDeep(test, new Scenarios.RecordThenFlush(), new Canaries.GivesUpWhileAnotherFlushes());
    }

    @Test
    @Tag("MB-R101")
    void r101_recordDuringARefusal(TestInfo test) {
        check.judge(test, new Scenarios.RecordDuringARefusal(false), new Canaries.PutBackByGetThenSet());
    }

    @Test
    @Tag("MB-R101")
    void r101_flushDuringARefusal(TestInfo test) {
        check.judge(test, new Scenarios.RecordDuringARefusal(true), new Canaries.PutBackByGetThenSet());
    }

    @Test
    @Tag("MB-R401")
    void r401_recordAfterRecordsWhenLate(TestInfo test) {
        check.judge(test, new Scenarios.RecordAfterRecordsWhenLate(), new Canaries.FlagLeftSet());
    }

    @Test
    @Tag("MB-R402")
    void r402_oneOfTwoRecordsBeginsTheFlush(TestInfo test) {
        check.judge(test, new Scenarios.RecordsWhenLate(), new Canaries.PlainIntervalCheck());
    }
}
