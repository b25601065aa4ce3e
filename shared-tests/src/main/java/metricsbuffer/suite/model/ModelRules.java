package metricsbuffer.suite.model;

import metricsbuffer.suite.model.canary.AdderRemovedAtFlush;
import metricsbuffer.suite.model.canary.EmittedThenSubtracted;
import metricsbuffer.suite.model.canary.EmptiedOneByOne;
import metricsbuffer.suite.model.canary.EmptiedOneByOneFromTheTop;
import metricsbuffer.suite.model.canary.FlagLeftSet;
import metricsbuffer.suite.model.canary.GetThenPut;
import metricsbuffer.suite.model.canary.GivesUpWhileAnotherFlushes;
import metricsbuffer.suite.model.canary.LocksInTheOtherOrder;
import metricsbuffer.suite.model.canary.MarkedByGetAndSet;
import metricsbuffer.suite.model.canary.PlainIntervalCheck;
import metricsbuffer.suite.model.canary.PutBackByGetThenSet;
import metricsbuffer.suite.model.canary.WalkedThenCleared;
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
 * <p>Each scenario is two threads on one buffer. It is played first on a canary, a buffer with just the error looked
 * for, which it must reject, and then on the module's. How many interleavings are explored of the module's is
 * {@code -Dmodel.executions}. If a scenario fails, read the interleaving in {@code target/lincheck}.
 */
@ExtendWith(RuleExtension.class)
public abstract class ModelRules {

    private final ModelCheck check = new ModelCheck(BufferModule.load());

    @Test
    @Tag("MB-R104")
    void r104_recordsOfAPresentMetric(TestInfo test) {
        check.judge(test, new RecordsOfOneMetric(Kind.COUNTER, 100), new GetThenPut());
    }

    @Test
    @Tag("MB-R104")
    void r104_recordsOfAFirstSeenMetric(TestInfo test) {
        check.judge(test, new RecordsOfOneMetric(Kind.COUNTER, 0), new GetThenPut());
    }

    @Test
    @Tag("MB-R104")
    void r104_recordsOfAPresentTiming(TestInfo test) {
        check.judge(test, new RecordsOfOneMetric(Kind.TIMING, 100), new GetThenPut());
    }

    @Test
    @Tag("MB-R104")
    void r104_recordsOfAFirstSeenTiming(TestInfo test) {
        check.judge(test, new RecordsOfOneMetric(Kind.TIMING, 0), new GetThenPut());
    }

    @Test
    @Tag("MB-R101")
    void r101_recordDuringAFlush(TestInfo test) {
        check.judge(test, new RecordDuringFlush(0), new AdderRemovedAtFlush());
    }

    @Test
    @Tag("MB-R101")
    void r101_recordBetweenTwoFlushes(TestInfo test) {
        check.judge(test, new RecordBetweenTwoFlushes(true), new AdderRemovedAtFlush());
    }

    @Test
    @Tag("MB-R101")
    void r101_recordWhenLateDuringAFlush(TestInfo test) {
        check.judge(test, new LateRecordDuringFlush(), new LocksInTheOtherOrder());
    }

    @Test
    @Tag("MB-R101")
    void r101_mixedOperations(TestInfo test) {
        check.judge(test, new OperationMix.OfCanary().explore(), () -> new OperationMix.OfModule().explore());
    }

    @Test
    @Tag("MB-R102")
    void r102_firstRecordOfAMetricDuringAFlush(TestInfo test) {
        check.judge(test, new RecordDuringFlush(1), new WalkedThenCleared());
    }

    @Test
    @Tag("MB-R103")
    void r103_twoFlushes(TestInfo test) {
        check.judge(test, new TwoFlushes(), new EmittedThenSubtracted());
    }

    @Test
    @Tag("MB-R103")
    void r103_recordBetweenTwoFlushes(TestInfo test) {
        check.judge(test, new RecordBetweenTwoFlushes(false), new MarkedByGetAndSet());
    }

    @Test
    @Tag("MB-R201")
    void r201_lowerThenHigherDuringAFlush(TestInfo test) {
        check.judgeDeep(test, new TwoRecordsDuringAFlush(0, 1), new EmptiedOneByOne());
    }

    @Test
    @Tag("MB-R201")
    void r201_higherThenLowerDuringAFlush(TestInfo test) {
        check.judgeDeep(test, new TwoRecordsDuringAFlush(1, 0), new EmptiedOneByOneFromTheTop());
    }

    @Test
    @Tag("MB-R201")
    void r201_counterThenTimingDuringAFlush(TestInfo test) {
        check.judge(test, new CounterAndTimingDuringAFlush(true), new EmptiedOneByOne());
    }

    @Test
    @Tag("MB-R201")
    void r201_timingThenCounterDuringAFlush(TestInfo test) {
        check.judge(test, new CounterAndTimingDuringAFlush(false), new EmptiedOneByOneFromTheTop());
    }

    @Test
    @Tag("MB-R105")
    void r105_eachRecordsThenFlushes(TestInfo test) {
        check.judgeDeep(test, new RecordThenFlush(), new GivesUpWhileAnotherFlushes());
    }

    @Test
    @Tag("MB-R101")
    void r101_recordDuringARefusal(TestInfo test) {
        check.judge(test, new RecordDuringARefusal(), new PutBackByGetThenSet());
    }

    @Test
    @Tag("MB-R101")
    void r101_flushDuringARefusal(TestInfo test) {
        check.judge(test, new FlushDuringARefusal(), new PutBackByGetThenSet());
    }

    @Test
    @Tag("MB-R401")
    void r401_recordAfterRecordsWhenLate(TestInfo test) {
        check.judge(test, new RecordAfterRecordsWhenLate(), new FlagLeftSet());
    }

    @Test
    @Tag("MB-R402")
    void r402_oneOfTwoRecordsBeginsTheFlush(TestInfo test) {
        check.judge(test, new RecordsWhenLate(), new PlainIntervalCheck());
    }
}
