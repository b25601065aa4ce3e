package metricsbuffer.suite.rules;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import metricsbuffer.suite.rules.Scene.Refusal;
import metricsbuffer.suite.verdict.Harm;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MB-R301 to R303: what the sink does is not the recorders' trouble. */
interface LivenessRules {

    @Test
    @Tag("MB-R301")
    default void r301RecordersWhileTheSinkBlocksAFlush() {
        Scene.duringAnyEmission(
                (scene, emission) -> scene.meanwhileUnhindered("recorder", () -> scene.recordAll(scene.all(), 10)),
                scene -> scene.assertHolds(Rule.R301)); // what the records do to that flush is judged elsewhere
    }

    @Test
    @BegunByARecord
    @Tag("MB-R301")
    default void r301RecordersWhileTheSinkBlocksAFlushBegunByARecord() {
        Scene scene = new Scene();
        scene.record(Metric.counter(0), 1);
        scene.turnClock(2 * Scene.INTERVAL);
        scene.during(1, emission -> scene.meanwhileUnhindered("recorder", () -> {
            scene.record(Metric.counter(0), 10);
            scene.record(Metric.timing(0), 10);
        }));
        scene.recordLate(Metric.counter(0), 1); // begins a flush
        scene.assertHolds(Rule.R301);
    }

    /*
     * flusher:    flush() is held in the sink ....................................
     * recorder:                     finds the interval over: it may begin a flush, and must come back
     * A flush may queue up behind another one. A record may not: it tries, and goes on.
     */
    @Test
    @Tag("MB-R301")
    default void r301LateRecordWhileTheSinkBlocksAnExplicitFlush() {
        Scene.duringAnyEmission((scene, emission) -> {
            scene.turnClock(2 * Scene.INTERVAL);
            scene.meanwhileUnhindered("late recorder", () -> scene.record(Metric.counter(0), 10));
        }, scene -> scene.assertHolds(Rule.R301));
    }

    @Test
    @Tag("MB-R302")
    default void r302TheSinkRecordsOnItsOwnThread() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 1);
        for (int number = 1; number <= Scene.presentMetrics(); number++) {
            scene.during(number, emission -> scene.recordAll(scene.all(), 10));
        }
        scene.flush();
        scene.assertBooksBalanceAfterFlush(Rule.R302);
    }

    /**
     * The error handler of a metrics client that records an error for every failed send. A record that flushes as long
     * as it finds the interval over flushes inside the flush, which sends, which fails.
     */
    @Test
    @BegunByARecord
    @Tag("MB-R302")
    default void r302TheSinkRecordsOnItsOwnThreadWhenTheIntervalIsOver() {
        int limit = 8;
        Scene scene = new Scene();
        AtomicInteger depth = new AtomicInteger();
        scene.duringEvery(emission -> {
            if (depth.incrementAndGet() > limit) {
                scene.note(Harm.BROKEN_RULE, "the sink recorded when the interval was over, and was called again inside"
                        + " that record, and so on: " + limit + " deep when the test stopped it", null);
            } else {
                scene.record(scene.absent().get(0), 1);
            }
            depth.decrementAndGet();
        });
        scene.record(Metric.timing(0), 1);
        scene.turnClock(2 * Scene.INTERVAL);
        scene.recordLate(Metric.timing(0), 1); // begins a flush
        scene.assertBooksBalanceAfterFlush(Rule.R302);
    }

    /** A sink that takes longer than an interval for each total: the interval is over again whenever it records. */
    @Test
    @BegunByARecord
    @Tag("MB-R302")
    default void r302ARecordInsideAFlushThatARecordBeganBeginsNone() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 1);
        AtomicReference<Thread> inTheSink = new AtomicReference<>();
        AtomicInteger calls = new AtomicInteger();
        scene.duringEvery(emission -> {
            Thread thread = Thread.currentThread();
            if (inTheSink.get() == thread) {
                scene.note(Harm.BROKEN_RULE, "a record that the sink made inside a flush began another flush inside it",
                        null);
            } else if (calls.incrementAndGet() <= 4) {
                inTheSink.set(thread);
                scene.turnClock(2 * Scene.INTERVAL);
                scene.record(scene.absent().get(0), 1);
                inTheSink.set(null);
            }
        });
        scene.turnClock(2 * Scene.INTERVAL);
        scene.recordLate(Metric.counter(0), 1); // begins a flush
        scene.assertBooksBalanceAfterFlush(Rule.R302);
    }

    /** A client that flushes from its own callback, so that what was counted there goes out as well. */
    @Test
    @Tag("MB-R302")
    default void r302TheSinkFlushesOnItsOwnThread() {
        for (int number = 1; number <= Scene.presentMetrics(); number++) {
            Scene scene = new Scene();
            scene.recordAll(scene.present(), 1);
            scene.during(number, emission -> {
                scene.record(scene.absent().get(0), 10);
                scene.flush();
            });
            scene.meanwhileUnhindered("flusher", scene::flush);
            scene.assertBooksBalanceAfterFlush(Rule.R302);
        }
    }

    @Test
    @BegunByARecord
    @Tag("MB-R302")
    default void r302TheSinkFlushesOnItsOwnThreadInAFlushBegunByARecord() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 1);
        scene.turnClock(2 * Scene.INTERVAL);
        scene.during(1, emission -> {
            scene.record(scene.absent().get(0), 10);
            scene.flush();
        });
        scene.whenLate(() -> scene.meanwhileUnhindered("recorder", () -> scene.record(Metric.counter(0), 1)));
        scene.assertBooksBalanceAfterFlush(Rule.R302);
    }

    @Test
    @Tag("MB-R302")
    default void r302TheSinkWaitsForAnotherThreadThatRecords() {
        Scene.duringAnyEmission((scene, emission) -> scene.meanwhileUnhindered("recorder that the sink waits for",
                () -> scene.recordAll(scene.all(), 10)), scene -> scene.assertBooksBalanceAfterFlush(Rule.R302));
    }

    /** Metrics must not take a consumer down: by no exception, declared or not, and by no error. */
    @Test
    @BegunByARecord
    @Tag("MB-R303")
    default void r303AFailingSinkDoesNotThrowIntoARecorder() {
        for (Throwable failure : Scene.FAILURES) {
            for (Metric trigger : List.of(Metric.counter(0), Metric.timing(0))) {
                Scene scene = new Scene();
                scene.recordAll(scene.present(), 1);
                scene.duringEvery(emission -> Scene.refuse(failure));
                scene.turnClock(2 * Scene.INTERVAL);
                scene.recordLate(trigger, 1); // begins a flush, which fails
                scene.assertHolds(Rule.R303);
            }
        }
    }

    @Test
    @BegunByARecord
    @Tag("MB-R303")
    default void r303TheBufferGoesOnAfterAFailure() {
        for (Throwable failure : Scene.FAILURES) {
            Scene scene = new Scene();
            scene.recordAll(scene.present(), 1);
            scene.duringEvery(emission -> Scene.refuse(failure));
            for (int failures = 0; failures < 3; failures++) {
                scene.turnClock(2 * Scene.INTERVAL);
                scene.recordLate(Metric.counter(0), 1);
            }
            scene.duringEvery(emission -> {});
            scene.turnClock(2 * Scene.INTERVAL);
            scene.recordLate(Metric.counter(0), ConservationRules.MARK); // must begin a flush again: no other one follows
            if (!scene.emitted(Metric.counter(0), ConservationRules.MARK)) {
                throw new RuleViolation("after flushes that failed by %s, a record made when the interval was over"
                        .formatted(failure) + " began none");
            }
        }
    }
}
