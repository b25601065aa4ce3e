package metricsbuffer.suite.rules;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.Harm;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MB-R101, R102, R103, R105: nothing recorded is lost, and nothing is emitted twice. */
interface ConservationRules {

    /** Above all other amounts of a scenario together, so that a total tells whether this one is in it. */
    long MARK = 1L << 20;

    /** How often each metric is recorded where it is about how much a buffer holds. */
    int MANY = 20_000;

    @Test
    @Tag("MB-R101")
    default void r101TotalsOverSeveralFlushes() {
        Scene scene = new Scene();
        for (int round = 1; round <= 3; round++) {
            for (Metric metric : scene.all()) {
                scene.record(metric, round);
                scene.record(metric, (1L << 53) + 1); // one more than a double can hold exactly
            }
            scene.flush();
            scene.assertBooksBalance(Rule.R101);
        }
    }

    /*
     * flusher:  hands over the total 1 of A ........................ resets A
     * recorder:                              records 10 of A
     * A buffer that resets after it has emitted forgets the 10.
     */
    @Test
    @Tag("MB-R101")
    default void r101RecordOfAMetricWhileItIsBeingEmitted() {
        Scene.duringAnyEmission(
                (scene, emission) -> scene.meanwhile("recorder", () -> scene.record(emission.metric(), 10)),
                scene -> scene.assertBooksBalanceAfterFlush(Rule.R101));
    }

    @Test
    @Tag("MB-R101")
    default void r101RecordOfEveryPresentMetricDuringAnyEmission() {
        Scene.duringAnyEmission(
                (scene, emission) -> scene.meanwhile("recorder", () -> scene.recordAll(scene.present(), 10)),
                scene -> scene.assertBooksBalanceAfterFlush(Rule.R101));
    }

    @Test
    @Tag("MB-R101")
    default void r101RecordsDuringEveryEmissionOfSeveralFlushes() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 1);
        for (int number = 1; number <= 12; number++) {
            scene.during(number, emission -> scene.meanwhile("recorder", () -> scene.recordAll(scene.present(), 10)));
        }
        scene.flush();
        scene.flush();
        scene.flush();
        scene.assertBooksBalanceAfterFlush(Rule.R101);
    }

    @Test
    @Tag("MB-R101")
    default void r101RecordsAndAFlushDuringAnyEmission() {
        Scene.duringAnyEmission((scene, emission) -> scene.meanwhile("second flusher", () -> {
            scene.recordAll(scene.present(), 10);
            scene.flush();
            scene.recordAll(scene.present(), 100);
        }), scene -> scene.assertBooksBalanceAfterFlush(Rule.R101));
    }

    /** More than a queue or a ring of a usual size holds. What is recorded when it is full counts, too. */
    @Test
    @Tag("MB-R101")
    default void r101ManyRecordsBeforeAFlush() {
        Scene scene = new Scene();
        recordMany(scene);
        int before;
        do {
            before = scene.offers();
            scene.flush();
        } while (scene.offers() != before);
        for (Metric metric : scene.all()) {
            long out = scene.delivered(metric);
            if (out != MANY) {
                throw new RuleViolation("%s: %d records of one unit, and flushes until none was left: delivered %d"
                        .formatted(scene.name(metric), MANY, out));
            }
        }
    }

    /*
     * flusher:  walks the map, hands over the first total ..................... next entry
     * recorder:                                             records a new metric
     * The walk either fails, or goes on and the reset after it forgets the new metric.
     */
    @Test
    @Tag("MB-R102")
    default void r102FirstSeenMetricsDuringAnyEmission() {
        for (int number = 1; number <= Scene.presentMetrics(); number++) {
            Scene scene = new Scene();
            scene.recordAll(scene.presentAtFirst(), 1);
            scene.during(number, emission -> scene.meanwhile("recorder", () -> scene.recordAll(scene.absent(), 10)));
            scene.flush();
            scene.assertBooksBalanceAfterFlush(Rule.R102);
        }
    }

    @Test
    @Tag("MB-R102")
    default void r102FirstSeenMetricDuringTheOnlyEmission() {
        for (Metric only : List.of(Metric.counter(0), Metric.timing(0))) {
            for (Metric first : Scene.first(BufferModule.load(), 2)) {
                if (first.equals(only)) {
                    continue;
                }
                Scene scene = new Scene();
                scene.record(only, 1);
                scene.during(1, emission -> scene.meanwhile("recorder", () -> scene.record(first, 10)));
                scene.flush();
                scene.assertBooksBalanceAfterFlush(Rule.R102);
            }
        }
    }

    @Test
    @Tag("MB-R102")
    default void r102MetricSeenAgainAfterAFlushDuringTheNext() {
        Scene scene = new Scene();
        scene.recordAll(scene.all(), 1);
        scene.flush();
        scene.recordAll(scene.presentAtFirst(), 1);
        scene.during(scene.offers() + 1,
                emission -> scene.meanwhile("recorder", () -> scene.recordAll(scene.absent(), 10)));
        scene.flush();
        scene.assertBooksBalanceAfterFlush(Rule.R102);
    }

    /*
     * flusher 1:  takes array 1, hands over the total of A .......................................... clears array 1
     * flusher 2:                             takes array 2, so that array 1 is recorded in again
     * recorder:                                                             records
     * Two flushes share a workspace.
     */
    @Test
    @Tag("MB-R101")
    default void r101RecordsAfterAFlushThatOverlapsAnother() {
        Scene.duringAnyEmission((scene, emission) -> {
            scene.meanwhile("second flusher", () -> {
                scene.recordAll(scene.present(), 10);
                scene.flush();
            });
            scene.meanwhile("recorder", () -> scene.recordAll(scene.all(), 100));
        }, scene -> scene.assertBooksBalanceAfterFlush(Rule.R101));
    }

    /*
     * flusher 1:  hands over the total of A ..................................... resets
     * flusher 2:                             hands over the total of A, resets
     * Both read what neither has taken away.
     */
    @Test
    @Tag("MB-R103")
    default void r103FlushDuringAnyEmission() {
        Scene.duringAnyEmission((scene, emission) -> scene.meanwhile("second flusher", scene::flush),
                ConservationRules::assertNoneTwice);
    }

    @Test
    @Tag("MB-R103")
    default void r103RecordAndFlushDuringAnyEmission() {
        Scene.duringAnyEmission((scene, emission) -> scene.meanwhile("second flusher", () -> {
            scene.recordAll(scene.present(), 10);
            scene.flush();
        }), ConservationRules::assertNoneTwice);
    }

    @Test
    @Tag("MB-R103")
    default void r103FlushDuringAFlushDuringAFlush() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 1);
        for (int number = 1; number <= 3; number++) {
            int depth = number;
            scene.during(number, emission -> scene.meanwhile("flusher " + (depth + 1), () -> {
                scene.recordAll(scene.present(), 10);
                scene.flush();
            }));
        }
        scene.flush();
        assertNoneTwice(scene);
    }

    @Test
    @Tag("MB-R105")
    default void r105WhatAThreadRecordedIsEmittedWhenItsFlushReturns() {
        Scene scene = new Scene();
        for (Metric metric : scene.all()) {
            scene.record(metric, 3);
            scene.flush();
            scene.assertBooksBalance(Rule.R105);
        }
    }

    /*
     * flusher:             flush() .. must not return
     * buffer's own thread:            hands over the total of A, is held in the sink
     */
    @Test
    @Tag("MB-R105")
    default void r105AFlushReturnsWhenTheSinkHasTakenAll() {
        for (int number = 1; number <= Scene.presentMetrics(); number++) {
            Scene scene = new Scene();
            AtomicReference<Thread> flusher = new AtomicReference<>();
            scene.recordAll(scene.present(), 1);
            scene.during(number, emission -> {
                if (Thread.currentThread() != flusher.get()) {
                    Waiting.untilEndedOrWaits(flusher.get(), Waiting.FEW_LOOKS, Scene.LIMIT);
                    if (!flusher.get().isAlive()) {
                        scene.note(Harm.BROKEN_RULE, "flush() had returned, and the sink was still being handed %d of %s"
                                .formatted(emission.total(), scene.name(emission.metric())), null);
                    }
                }
            });
            scene.meanwhile("flusher", () -> {
                flusher.set(Thread.currentThread());
                scene.flush();
            });
            scene.awaitOwnThreads();
            scene.assertHolds(Rule.R105);
        }
    }

    /** A flush that takes so many and no more leaves the rest to the next one, which may be an interval away. */
    @Test
    @Tag("MB-R105")
    default void r105ManyRecordsThenOneFlush() {
        Scene scene = new Scene();
        recordMany(scene);
        scene.record(Metric.counter(0), MARK); // the last one
        scene.flush();
        if (!scene.emitted(Metric.counter(0), MARK)) {
            throw new RuleViolation("a thread recorded each metric %d times, then %s, then flushed; when that returned,"
                    .formatted(MANY, scene.name(Metric.counter(0))) + " the last record had not been emitted");
        }
    }

    /*
     * flusher 1:  hands over the total of A ............................. resets, returns
     * flusher 2:                             records ....................................... flushes
     */
    @Test
    @Tag("MB-R105")
    default void r105RecordDuringAFlushThenFlushAfterIt() {
        for (int number = 1; number <= Scene.presentMetrics(); number++) {
            Scene scene = new Scene();
            CountDownLatch firstFlushIsOver = new CountDownLatch(1);
            scene.recordAll(scene.present(), 1);
            // The wait for the latch is what lets the first flush go on.
            scene.during(number, emission -> scene.meanwhile("second flusher", () -> {
                scene.recordAll(scene.present(), MARK);
                if (!firstFlushIsOver.await(Scene.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the first flush did not return");
                }
                scene.flush();
            }));
            scene.flush();
            firstFlushIsOver.countDown();
            assertMarksEmitted(scene, scene.present());
        }
    }

    /*
     * flusher 1:  hands over the total of A ................................ returns
     * flusher 2:                             records, flushes, returns
     * No flush follows. A flush that gives up because another one runs leaves flusher 2's record behind.
     */
    @Test
    @Tag("MB-R105")
    default void r105RecordThenFlushDuringAnotherFlush() {
        Scene.duringAnyEmission((scene, emission) -> scene.meanwhile("second flusher", () -> {
            scene.recordAll(scene.all(), MARK);
            scene.flush();
        }), scene -> assertMarksEmitted(scene, scene.all()));
    }

    /** What the flusher that is overlapped had recorded itself is out, too, when both have returned. */
    @Test
    @Tag("MB-R105")
    default void r105RecordThenFlushOverlappedByAnotherFlush() {
        for (int number = 1; number <= Scene.presentMetrics(); number++) {
            Scene scene = new Scene();
            scene.recordAll(scene.present(), MARK);
            scene.during(number, emission -> scene.meanwhile("second flusher", scene::flush));
            scene.flush();
            assertMarksEmitted(scene, scene.present());
        }
    }

    @Test
    @BegunByARecord
    @Tag("MB-R105")
    default void r105RecordThenFlushDuringAFlushBegunByARecord() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 1);
        scene.turnClock(2 * Scene.INTERVAL);
        scene.during(1, emission -> scene.meanwhile("second flusher", () -> {
            scene.recordAll(scene.all(), MARK);
            scene.flush();
        }));
        scene.recordLate(Metric.counter(0), 1); // begins a flush
        assertMarksEmitted(scene, scene.all());
    }

    /** Past the books and the steps of the scene, which would fill with them. */
    private static void recordMany(Scene scene) {
        for (int record = 0; record < MANY; record++) {
            for (Metric metric : scene.all()) {
                scene.raw(metric, 1);
            }
        }
    }

    private static void assertNoneTwice(Scene scene) {
        scene.flush();
        scene.assertHolds(Rule.R103);
    }

    private static void assertMarksEmitted(Scene scene, List<Metric> metrics) {
        scene.settle();
        for (Metric metric : metrics) {
            if (!scene.emitted(metric, MARK)) {
                throw new RuleViolation("a thread recorded %s, then flushed; all is quiet, and it has not been emitted"
                        .formatted(scene.name(metric)));
            }
        }
    }
}
