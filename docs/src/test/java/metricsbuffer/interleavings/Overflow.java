package metricsbuffer.interleavings;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import metricsbuffer.suite.rules.Emission;
import metricsbuffer.suite.rules.Scene;
import metricsbuffer.suite.rules.Steps;
import metricsbuffer.suite.rules.Steps.Step;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.RuleViolation;

/** MB-F16: a queue to an owner is full, because the owner is in the sink. */
final class Overflow {

    private static final int CAPACITY = 8_192;

    private Overflow() {}

    static void play(Interleaving on) throws Exception {
        Scene scene = on.on("MB-X38");
        on.say("owner", "flusher");
        scene.record(Interleavings.FIRST, 1);
        scene.turnClock(2 * Scene.INTERVAL);
        on.startFrom("the interval is over");
        CountDownLatch inTheSink = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        scene.during(1, emission -> {
            inTheSink.countDown();
            await(goOn);
        });
        Actor.start("recorder", () -> {
            scene.record(Interleavings.FIRST, 1);
            await(inTheSink);
            fill(scene);
            scene.record(Interleavings.FIRST, 10);
            Steps.add("offer() is false, increment() returns", "the queue is full", true);
            goOn.countDown();
            Waiting.until(() -> last().statement().equals("the sink has taken it"));
            scene.flush();
        }).finished(Waiting.LIMIT);
        long delivered = scene.taken().stream().mapToLong(Emission::total).sum();
        long recorded = CAPACITY + 12;
        Steps.addOf("recorder", "all is quiet", "A: %d recorded, %d delivered".formatted(recorded, delivered), true);
        if (delivered < recorded) {
            throw new RuleViolation("dropped by a full queue");
        }
    }

    /** As many records as there is room for, which are one step. */
    private static void fill(Scene scene) {
        List<Step> before = Steps.current();
        for (int record = 0; record < CAPACITY; record++) {
            scene.record(Interleavings.FIRST, 1);
        }
        String state = last().state();
        Steps.begin();
        before.forEach(step -> Steps.addOf(step.thread(), step.statement(), step.state(), step.harm()));
        Steps.add("records 1 of A, %d times".formatted(CAPACITY), state, false);
    }

    private static Step last() {
        List<Step> steps = Steps.current();
        return steps.get(steps.size() - 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the interleaving does not go on");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted in the middle of an interleaving", e);
        }
    }
}
