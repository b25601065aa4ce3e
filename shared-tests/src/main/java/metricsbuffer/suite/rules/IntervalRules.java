package metricsbuffer.suite.rules;

import java.util.List;
import java.util.function.Consumer;
import metricsbuffer.suite.verdict.Harm;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * MB-R401 to R403: when a record begins a flush, and by which clock.
 *
 * <p>Whether a record may begin a flush while one begun by a record has been running for more than an interval is
 * left open: a buffer that lets it passes, and one that does not passes, too.
 */
interface IntervalRules {

    @Test
    @BegunByARecord
    @Tag("MB-R401")
    default void r401ARecordMadeWhenTheIntervalIsOverBeginsAFlush() {
        for (Metric trigger : List.of(Metric.counter(0), Metric.timing(0))) {
            Scene scene = new Scene();
            scene.recordAll(scene.all(), 1);
            for (int interval = 0; interval < 3; interval++) {
                scene.turnClock(Scene.INTERVAL / 2);
                scene.record(trigger, 1);
                scene.turnClock(Scene.INTERVAL);
                scene.recordLate(trigger, 1);
                scene.assertBooksBalance(Rule.R401); // by the record alone: no other flush follows
            }
        }
    }

    @Test
    @BegunByARecord
    @Tag("MB-R401")
    default void r401AgainOnceTheRunningOneHasEnded() {
        Scene scene = new Scene();
        scene.record(Metric.counter(0), 1);
        for (int interval = 0; interval < 3; interval++) {
            scene.turnClock(2 * Scene.INTERVAL);
            scene.during(scene.offers() + 1, emission -> scene.meanwhile("recorder",
                    () -> scene.record(Metric.counter(0), 1)));
            scene.recordLate(Metric.counter(0), 1);
            scene.settle();
            scene.turnClock(2 * Scene.INTERVAL);
            int before = scene.offers();
            scene.recordLate(Metric.counter(0), 1);
            if (scene.offers() == before) {
                throw new RuleViolation("the interval was over and no flush was running; a record began none");
            }
        }
    }

    /** A record that begins none because an explicit flush is running must not be the last one that would. */
    @Test
    @BegunByARecord
    @Tag("MB-R401")
    default void r401AgainOnceAnExplicitFlushHasEnded() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 1);
        scene.during(1, emission -> {
            scene.turnClock(2 * Scene.INTERVAL);
            scene.meanwhile("late recorder", () -> scene.record(Metric.counter(0), 1));
        });
        scene.flush();
        scene.settle();
        scene.turnClock(2 * Scene.INTERVAL);
        int before = scene.offers();
        scene.recordLate(Metric.counter(0), 1);
        if (scene.offers() == before) {
            throw new RuleViolation("the interval was over and no flush was running, for an explicit one had ended; a"
                    + " record began none");
        }
    }

    /*
     * recorder 1:  finds the interval over, flushes, is held up in the sink ....... sets the time of the last flush
     * recorder 2:                                     finds the interval over, too
     */
    @Test
    @BegunByARecord
    @Tag("MB-R402")
    default void r402ExactlyOneOfSeveralRecordsBeginsTheFlush() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 1);
        scene.turnClock(2 * Scene.INTERVAL);
        scene.during(1, emission -> {
            for (int recorder = 2; recorder <= 4; recorder++) {
                int before = scene.offers();
                scene.meanwhile("recorder " + recorder, () -> scene.record(Metric.counter(0), 1));
                if (scene.offers() != before) {
                    scene.note(Harm.BROKEN_RULE, "recorder " + recorder
                            + " found the same interval over and began another flush beside the first", null);
                }
            }
        });
        scene.recordLate(Metric.counter(0), 1);
        scene.assertHolds(Rule.R402);
    }

    /** A flush that takes half an interval must not make the intervals half as long again. */
    @Test
    @BegunByARecord
    @Tag("MB-R402")
    default void r402TheIntervalStartsAnewWhenItIsClaimed() {
        Scene scene = new Scene();
        scene.turnClock(Scene.INTERVAL / 2);
        assertBeginsNoFlush(scene, Metric.counter(0), "half an interval");
        scene.turnClock(Scene.INTERVAL / 2 + Scene.INTERVAL / 10);
        scene.during(1, emission -> scene.turnClock(Scene.INTERVAL / 2)); // how long the sink takes
        scene.recordLate(Metric.counter(0), 1);
        if (scene.offers() == 0) {
            return; // it began none: MB-R401
        }
        scene.turnClock(Scene.INTERVAL / 4);
        assertBeginsNoFlush(scene, Metric.counter(0), "three quarters of an interval");
        scene.turnClock(Scene.INTERVAL / 2);
        int before = scene.offers();
        scene.recordLate(Metric.counter(0), 1);
        if (scene.offers() == before) {
            throw new RuleViolation("one and a quarter intervals after a flush was begun, a record began none:"
                    + " the interval was counted from the end of the flush");
        }
    }

    /*
     * flusher:   reads the clock: 1.0 s | held up ......................... writes 1.0 s down as the interval's start
     * recorder:                           at 2.6 s: flushes, writes 2.6 s                      at 2.61 s: flushes again?
     */
    @Test
    @BegunByARecord
    @Tag("MB-R402")
    default void r402AFlushThatIsHeldUpAfterItReadTheClock() {
        assertTheIntervalIsNotTurnedBack("flusher", Scene::flush);
    }

    @Test
    @BegunByARecord
    @Tag("MB-R402")
    default void r402ARecordThatIsHeldUpAfterItReadTheClock() {
        assertTheIntervalIsNotTurnedBack("held recorder", scene -> scene.record(Metric.counter(0), 1));
    }

    private static void assertTheIntervalIsNotTurnedBack(String name, Consumer<Scene> step) {
        for (int reading = 1; reading <= 3; reading++) {
            Scene scene = new Scene();
            scene.recordAll(scene.present(), 1);
            scene.turnClock(Scene.INTERVAL + Scene.INTERVAL / 10);
            HeldReader held = scene.heldAfterReading(reading, name, () -> step.accept(scene));
            if (held == null) {
                return; // it does not read the clock so often
            }
            scene.turnClock(Scene.INTERVAL + Scene.INTERVAL / 2);
            int before = scene.offers();
            // It may wait: for the held one's lock.
            scene.whenLate(() -> scene.meanwhile("recorder", () -> scene.record(Metric.timing(0), 1)));
            boolean began = scene.offers() != before;
            held.release();
            scene.settle();
            if (began) {
                scene.turnClock(Scene.INTERVAL / 100);
                assertBeginsNoFlush(scene, Metric.counter(0), "a hundredth of an interval");
            }
        }
    }

    @Test
    @BegunByARecord
    @Tag("MB-R403")
    default void r403TheWallClockMovesAndTheInjectedOneStands() {
        long intervalNanos = 2_000_000;
        Scene scene = new Scene(0, intervalNanos);
        scene.record(Metric.counter(0), 1);
        long wall = System.currentTimeMillis();
        long nanos = System.nanoTime();
        while (System.currentTimeMillis() - wall < 10 || System.nanoTime() - nanos < 5 * intervalNanos) {
            Thread.onSpinWait();
        }
        assertBeginsNoFlush(scene, Metric.counter(0), "no time at all, by the injected clock,");
    }

    @Test
    @BegunByARecord
    @Tag("MB-R403")
    default void r403TheInjectedClockMovesAndTheWallClockHardly() {
        long day = 24L * 60 * 60 * Scene.INTERVAL;
        Scene scene = new Scene(0, day);
        scene.record(Metric.counter(0), 1);
        scene.turnClock(day + 1_000_000);
        scene.recordLate(Metric.counter(0), 1);
        scene.assertBooksBalance(Rule.R403);
    }

    /** The origin of a monotonic clock is arbitrary: readings may be negative, and may overflow. */
    @Test
    @BegunByARecord
    @Tag("MB-R403")
    default void r403TheClockStartsAnywhereAndOverflows() {
        long[] starts = {Long.MIN_VALUE, -Scene.INTERVAL, 0, Long.MAX_VALUE - Scene.INTERVAL / 2,
                Long.MAX_VALUE - 2 * Scene.INTERVAL};
        for (long start : starts) {
            Scene scene = new Scene(start, Scene.INTERVAL);
            for (int interval = 0; interval < 4; interval++) {
                assertBeginsNoFlush(scene, Metric.counter(0), "no time (clock started at " + start + ")");
                scene.turnClock(Scene.INTERVAL + Scene.INTERVAL / 2);
                scene.recordLate(Metric.counter(0), 1);
                scene.assertBooksBalance(Rule.R403);
            }
        }
    }

    private static void assertBeginsNoFlush(Scene scene, Metric metric, String after) {
        if (scene.recordBeginsAFlush(metric, 1)) {
            throw new RuleViolation("a record made " + after + " after the last flush began another");
        }
    }
}
