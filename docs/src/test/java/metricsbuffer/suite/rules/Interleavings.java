package metricsbuffer.suite.rules;

import java.util.LinkedHashMap;
import java.util.Map;
import metricsbuffer.suite.rules.Interleaving.Body;
import metricsbuffer.suite.rules.Scene.Harm;

/** How each failure mode comes about, step by step. Metrics are called A, B and C. */
final class Interleavings {

    private static final Metric FIRST = Metric.counter(0);
    private static final Metric SECOND = Metric.counter(1);
    private static final Metric THIRD = Metric.counter(2);

    private Interleavings() {}

    static Map<String, Body> bodies() {
        Map<String, Body> bodies = new LinkedHashMap<>();
        bodies.put("MB-F01", Interleavings::firstSeenDuringTheWalk);
        bodies.put("MB-F02", Interleavings::twoRecordsOfOneMetric);
        bodies.put("MB-F03", Interleavings::recordBetweenReadAndClear);
        bodies.put("MB-F04", Interleavings::twoFlushes);
        return bodies;
    }

    private static void firstSeenDuringTheWalk(Interleaving on) {
        Scene scene = on.onTraced("buggy");
        scene.record(FIRST, 1);
        scene.record(SECOND, 1);
        on.startFrom("{A=1 B=1}");
        on.say("C", THIRD);
        scene.during(1, emission -> {
            // The order of a walk over a HashMap of enums is another one in every JVM: A is what comes first.
            on.say("A", emission.metric());
            on.say("B", emission.metric().equals(FIRST) ? SECOND : FIRST);
            scene.meanwhile("recorder", () -> scene.record(THIRD, 10));
        });
        scene.flush();
        scene.assertNone(Harm.THREW);
    }

    private static void twoRecordsOfOneMetric(Interleaving on) {
        Scene scene = on.onTraced("MB-X07");
        on.say("A", FIRST);
        on.say("recorder 1", "flusher");
        scene.record(FIRST, 1);
        on.startFrom("{A=1}");
        on.counters().afterLookUp(() -> scene.meanwhile("recorder 2", () -> scene.record(FIRST, 1)));
        scene.record(FIRST, 1);
        on.endUnbalanced();
    }

    private static void recordBetweenReadAndClear(Interleaving on) {
        Scene scene = on.onTraced("buggy");
        on.say("A", FIRST);
        scene.record(FIRST, 1);
        on.startFrom("{A=1}");
        scene.during(1, emission -> scene.meanwhile("recorder", () -> scene.record(FIRST, 10)));
        scene.flush();
        on.endUnbalanced();
    }

    private static void twoFlushes(Interleaving on) {
        Scene scene = on.onTraced("buggy");
        on.say("A", FIRST);
        on.say("flusher 1", "flusher");
        scene.record(FIRST, 1);
        on.startFrom("{A=1}");
        scene.during(1, emission -> scene.meanwhile("other flush", scene::flush));
        scene.flush();
        on.say("flusher 2", "other flush");
        on.endDeliveredTwice();
    }
}
