package metricsbuffer.interleavings;

import metricsbuffer.suite.rules.Emission;
import metricsbuffer.suite.rules.Scene;
import metricsbuffer.suite.rules.Steps;
import metricsbuffer.suite.verdict.RuleViolation;

/** A flush that returns at once because another one runs: what its caller had just recorded goes out with neither. */
final class GivesUp {

    private GivesUp() {}

    static void play(Interleaving on) throws Exception {
        Scene scene = on.on("MB-X37");
        on.say("loop", "flusher");
        scene.record(Interleavings.FIRST, 5);
        on.startFrom("A: 5 recorded, 0 delivered");
        scene.during(1, emission -> {
            Steps.add("the sink does not return yet", "", false);
            scene.meanwhile("stuck detector", () -> {
                scene.record(Interleavings.SECOND, 1);
                scene.flush();
            });
        });
        scene.flush();
        long delivered = scene.taken().stream().filter(emission -> emission.metric().equals(Interleavings.SECOND))
                .mapToLong(Emission::total).sum();
        if (delivered == 0) {
            Steps.addOf("stuck detector", "believes that it is sent",
                    scene.name(Interleavings.SECOND) + ": 1 recorded, " + delivered + " delivered", true);
            throw new RuleViolation("both flushes have returned, and one record has not been emitted");
        }
    }
}
