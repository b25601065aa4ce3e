package metricsbuffer.suite.rules;

import java.util.concurrent.atomic.AtomicInteger;
import metricsbuffer.suite.rules.Scene.Harm;
import metricsbuffer.suite.rules.Scene.Refusal;
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
                scene -> scene.assertNone(Harm.HINDERED)); // what the records do to that flush is judged elsewhere
    }

    @Test
    @Tag("MB-R301")
    default void r301RecordersWhileTheSinkBlocksAFlushBegunByARecord() {
        Scene scene = new Scene();
        scene.record(Metric.counter(0), 1);
        scene.turnClock(2 * Scene.INTERVAL);
        scene.during(1, emission -> scene.meanwhileUnhindered("recorder", () -> {
            scene.record(Metric.counter(0), 10);
            scene.record(Metric.timing(0), 10);
        }));
        scene.record(Metric.counter(0), 1); // begins a flush
        scene.assertNone(Harm.HINDERED);
    }

    @Test
    @Tag("MB-R302")
    default void r302TheSinkRecordsOnItsOwnThread() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 1);
        for (int number = 1; number <= 4; number++) {
            scene.during(number, emission -> scene.recordAll(scene.all(), 10));
        }
        scene.flush();
        scene.assertBooksBalanceAfterFlush();
    }

    /**
     * The error handler of a metrics client that records an error for every failed send. A record that flushes as long
     * as it finds the interval over flushes inside the flush, which sends, which fails.
     */
    @Test
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
                scene.record(Metric.counter(2), 1);
            }
            depth.decrementAndGet();
        });
        scene.record(Metric.timing(0), 1);
        scene.turnClock(2 * Scene.INTERVAL);
        scene.record(Metric.timing(0), 1); // begins a flush
        scene.assertBooksBalanceAfterFlush();
    }

    @Test
    @Tag("MB-R302")
    default void r302TheSinkWaitsForAnotherThreadThatRecords() {
        Scene.duringAnyEmission((scene, emission) -> scene.meanwhileUnhindered("recorder that the sink waits for",
                () -> scene.recordAll(scene.all(), 10)), Scene::assertBooksBalanceAfterFlush);
    }

    @Test
    @Tag("MB-R303")
    default void r303AFailingSinkDoesNotThrowIntoARecorder() {
        for (Metric trigger : new Metric[] {Metric.counter(0), Metric.timing(0)}) {
            Scene scene = new Scene();
            scene.recordAll(scene.present(), 1);
            scene.duringEvery(emission -> Scene.refuse(new Refusal("agent down")));
            scene.turnClock(2 * Scene.INTERVAL);
            scene.record(trigger, 1); // begins a flush, which fails
            scene.assertNone(Harm.THREW);
        }
    }

    @Test
    @Tag("MB-R303")
    default void r303TheBufferGoesOnAfterAFailure() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 1);
        scene.duringEvery(emission -> Scene.refuse(new Refusal("agent down")));
        for (int failures = 0; failures < 3; failures++) {
            scene.turnClock(2 * Scene.INTERVAL);
            scene.record(Metric.counter(0), 1);
        }
        scene.duringEvery(emission -> {});
        scene.turnClock(2 * Scene.INTERVAL);
        scene.record(Metric.counter(0), ConservationRules.MARK); // must begin a flush again: no other one follows
        if (!scene.emitted(Metric.counter(0), ConservationRules.MARK)) {
            throw new RuleViolation("after flushes that failed, a record made when the interval was over began none");
        }
    }
}
