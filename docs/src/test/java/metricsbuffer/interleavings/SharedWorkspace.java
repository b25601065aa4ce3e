package metricsbuffer.interleavings;

import metricsbuffer.suite.rules.Scene;
import metricsbuffer.suite.verdict.Rule;

/** Two flushes that take into the same array: the second one's totals go out twice, and some of the first one's never. */
final class SharedWorkspace {

    private SharedWorkspace() {}

    static void play(Interleaving on) throws Exception {
        Scene scene = on.on("MB-X32");
        on.say("flusher 1", "flusher");
        scene.record(Interleavings.FIRST, 1);
        scene.record(Interleavings.SECOND, 1);
        on.startFrom("A: 1 recorded; B: 1 recorded");
        scene.during(1, emission -> scene.meanwhile("other flush", () -> {
            scene.record(Interleavings.SECOND, 10);
            scene.flush();
        }));
        scene.flush();
        on.say("flusher 2", "other flush");
        scene.assertHolds(Rule.R103);
    }
}
