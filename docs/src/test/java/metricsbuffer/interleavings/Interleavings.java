package metricsbuffer.interleavings;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metricsbuffer.interleavings.Interleaving.Body;
import metricsbuffer.suite.rules.Emission;
import metricsbuffer.suite.rules.Metric;
import metricsbuffer.suite.rules.Scene;
import metricsbuffer.suite.rules.Steps;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.Harm;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleViolation;

/** How each failure mode comes about, step by step. */
final class Interleavings {

    static final Metric FIRST = Metric.counter(0);
    static final Metric SECOND = Metric.counter(1);
    static final Metric THIRD = Metric.counter(2);

    private Interleavings() {}

    static Map<String, Body> bodies() {
        Map<String, Body> bodies = new LinkedHashMap<>();
        bodies.put("MB-F01", Interleavings::firstSeenDuringTheWalk);
        bodies.put("MB-F02", Interleavings::twoRecordsOfOneMetric);
        bodies.put("MB-F03", Interleavings::recordBetweenReadAndClear);
        bodies.put("MB-F04", Interleavings::twoFlushes);
        bodies.put("MB-F05", Interleavings::slowSinkUnderTheLock);
        bodies.put("MB-F06", Interleavings::addToARemovedAdder);
        bodies.put("MB-F07", Interleavings::cutBetweenTwoRecords);
        bodies.put("MB-F09", Interleavings::refusedTotal);
        bodies.put("MB-F10", Interleavings::recordAfterTheLastFlush);
        bodies.put("MB-F11", Interleavings::everyoneFlushes);
        bodies.put("MB-F12", Interleavings::exceptionInAThread);
        bodies.put("MB-F13", Interleavings::clearDuringMerge);
        bodies.put("MB-F14", DeadFlusher::play);
        bodies.put("MB-F15", GivesUp::play);
        bodies.put("MB-F16", Overflow::play);
        bodies.put("MB-F17", StrandedUnits::play);
        bodies.put("MB-F18", SharedWorkspace::play);
        return bodies;
    }

    private static void firstSeenDuringTheWalk(Interleaving on) throws Exception {
        Scene scene = on.onTraced("buggy");
        scene.record(FIRST, 1);
        scene.record(SECOND, 1);
        on.startFrom("{A=1 B=1}");
        scene.during(1, emission -> {
            on.sayFirst(emission.metric());
            scene.meanwhile("recorder", () -> scene.record(THIRD, 10));
        });
        scene.flush();
        scene.assertHolds(Rule.R102);
    }

    private static void twoRecordsOfOneMetric(Interleaving on) throws Exception {
        Scene scene = on.onTraced("MB-X07");
        on.say("recorder 1", "flusher");
        scene.record(FIRST, 1);
        on.startFrom("{A=1}");
        on.counters().afterLookUp(() -> scene.meanwhile("recorder 2", () -> scene.record(FIRST, 1)));
        scene.record(FIRST, 1);
        scene.assertBooksBalanceAfterFlush(Rule.R101);
    }

    private static void recordBetweenReadAndClear(Interleaving on) throws Exception {
        Scene scene = on.onTraced("buggy");
        scene.record(FIRST, 1);
        on.startFrom("{A=1}");
        scene.during(1, emission -> scene.meanwhile("recorder", () -> scene.record(FIRST, 10)));
        scene.flush();
        scene.assertBooksBalanceAfterFlush(Rule.R101);
    }

    private static void twoFlushes(Interleaving on) throws Exception {
        Scene scene = on.onTraced("buggy");
        on.say("flusher 1", "flusher");
        scene.record(FIRST, 1);
        on.startFrom("{A=1}");
        scene.during(1, emission -> scene.meanwhile("other flush", scene::flush));
        scene.flush();
        on.say("flusher 2", "other flush");
        scene.assertHolds(Rule.R103);
    }

    private static void slowSinkUnderTheLock(Interleaving on) throws Exception {
        Scene scene = on.onTraced("MB-X04");
        scene.record(FIRST, 1);
        on.startFrom("{A=1}");
        scene.during(1, emission -> {
            Actor recorder = scene.meanwhile("recorder", () -> scene.record(FIRST, 10));
            String state = recorder.where().replaceFirst("'recorder' is (\\w+) .*", "$1");
            Steps.add("the sink does not return yet", "", false);
            Steps.addOf("recorder", "has to wait all the while", state, true);
            on.end(); // what the recorder does when it may is of no interest
            scene.note(Harm.HINDERED, "the recorder waits: " + recorder.where(), null);
        });
        scene.flush();
        scene.assertHolds(Rule.R301);
    }

    private static void addToARemovedAdder(Interleaving on) throws Exception {
        Scene scene = on.onTraced("MB-X11");
        on.say("recorder", "flusher");
        scene.record(FIRST, 1);
        Object adder = on.counters().values().iterator().next();
        on.startFrom("{A=1}");
        on.counters().afterLookUp(() -> scene.meanwhile("other thread", scene::flush));
        scene.record(FIRST, 10);
        Steps.add("adds 10 to the adder it holds", "{} and that adder = " + adder, false);
        on.say("flusher", "other thread");
        scene.assertBooksBalanceAfterFlush(Rule.R101);
    }

    private static void cutBetweenTwoRecords(Interleaving on) throws Exception {
        Scene scene = on.on("MB-X02");
        scene.record(FIRST, 1);
        scene.record(SECOND, 1);
        on.startFrom("A: 1 recorded; B: 1 recorded");
        scene.during(1, emission -> {
            Metric other = on.sayFirst(emission.metric());
            scene.meanwhile("recorder", () -> {
                scene.record(emission.metric(), 10);
                scene.record(other, 10);
            });
        });
        scene.flush();
        List<Emission> taken = scene.taken();
        if (taken.get(0).total() == 1 && taken.get(1).total() == 11) {
            scene.note(Harm.BROKEN_RULE, "B's 10 are out, A's are not", null);
        }
        scene.assertHolds(Rule.R201);
    }

    private static void refusedTotal(Interleaving on) throws Exception {
        Scene scene = on.onTraced("buggy");
        Metric timing = Metric.timing(0); // timings are emitted before counters
        on.say("A", timing);
        on.say("B", FIRST);
        scene.record(timing, 5);
        scene.record(FIRST, 7);
        on.startFrom("A: 5 recorded; B: 7 recorded");
        scene.during(2, emission -> {
            throw new Scene.Refusal("agent down");
        });
        Steps.add("flush() begins", "", false);
        Throwable thrown = scene.flushRefused();
        Steps.add("flush() throws what the sink threw", "" + thrown.getMessage(), false);
        scene.flush();
        scene.assertHolds(Rule.R106);
    }

    private static void recordAfterTheLastFlush(Interleaving on) throws Exception {
        Scene scene = on.onTraced("buggy");
        on.say("consumer thread", "flusher");
        scene.record(FIRST, 1);
        on.startFrom("{A=1}");
        Steps.add("the loop ends", "", false);
        scene.flush();
        Steps.add("closes the consumer: partitions are revoked", "", false);
        scene.record(FIRST, 1);
        Steps.add("the process ends", "A: 2 recorded, 1 delivered", true);
        if (scene.taken().size() == 1) {
            throw new RuleViolation("recorded after the last flush");
        }
    }

    private static void everyoneFlushes(Interleaving on) throws Exception {
        Scene scene = on.on("buggy");
        on.say("recorder 1", "flusher");
        scene.record(FIRST, 1);
        scene.turnClock(2 * Scene.INTERVAL);
        on.startFrom("the interval is over");
        scene.during(1, emission -> scene.meanwhile("recorder 2", () -> scene.record(FIRST, 1)));
        scene.during(2, emission -> {
            Steps.add("a second flush of the interval", "", true);
            scene.meanwhile("recorder 3", () -> scene.record(FIRST, 1));
        });
        scene.during(3, emission -> {
            scene.note(Harm.BROKEN_RULE, "and a third", null);
        });
        scene.record(FIRST, 1);
        scene.assertHolds(Rule.R402);
    }

    private static void exceptionInAThread(Interleaving on) throws Exception {
        Scene scene = on.on("buggy");
        scene.record(FIRST, 1);
        scene.record(SECOND, 1);
        on.startFrom("A: 1 recorded; B: 1 recorded");
        scene.during(1, emission -> {
            on.sayFirst(emission.metric());
            scene.meanwhile("recorder", () -> scene.record(THIRD, 10));
        });
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
                Steps.add("the thread dies", thrown.getClass().getSimpleName(), true));
        try {
            Steps.addOf("test", "starts a thread that flushes", "", false);
            TestsOfARace.theExceptionDiesInItsThread(scene.buffer()::flush);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        Steps.addOf("test", "join() returns", "", false);
        Steps.addOf("test", "has nothing to compare: green", "", true);
        throw new RuleViolation("green");
    }

    /*
     * A map of its own: the enums of the buffer are compared by identity, which is no seam. The hash codes of A and B
     * are the same, so that they share a bin.
     */
    private static void clearDuringMerge(Interleaving on) {
        on.say("recorder", "flusher");
        Map<Colliding, Long> counters = new HashMap<>();
        counters.merge(new Colliding("A"), 5L, Long::sum);
        on.startFrom(stateOf(counters));
        Steps.addOf("other thread", "emits 5 of A", stateOf(counters), false);
        Colliding b = new Colliding("B", () -> {
            Steps.add("merge(B, 1): reads the bin, compares", "", false);
            Actor.start("other thread", () -> {
                counters.clear();
                Steps.add("clear()", stateOf(counters), false);
            }).finished(Waiting.LIMIT);
        });
        counters.merge(b, 1L, Long::sum);
        boolean back = counters.size() == 1 && counters.values().stream().mapToLong(Long::longValue).sum() == 6;
        Steps.add("merge(B, 1): links B to what it read", stateOf(counters), back);
        on.say("flusher", "other thread");
        if (back) {
            Steps.addOf("other thread", "the next walk finds " + counters.get(new Colliding("A")) + " of A again", "", true);
            throw new RuleViolation("a cleared entry is back");
        }
    }

    private static String stateOf(Map<?, Long> map) {
        return map.toString().replace(", ", " ") + " size() = " + map.size();
    }
}
