package metricsbuffer.interleavings;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.TurnedTimer;
import metricsbuffer.suite.rules.Emission;
import metricsbuffer.suite.rules.Scene;
import metricsbuffer.suite.rules.Steps;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.RuleViolation;

/** MB-F14: the timer's task throws once, and everybody goes on recording. */
final class DeadFlusher {

    private DeadFlusher() {}

    static void play(Interleaving on) throws Exception {
        Scene scene = on.on("MB-X29");
        on.say("recorder", "flusher");
        TurnedTimer timer = timerOf(scene.buffer());
        Future<?> schedule = timer.scheduled().get(0);
        scene.record(Interleavings.FIRST, 1);
        on.startFrom("A: 1 recorded, 0 delivered");
        scene.during(1, emission -> {
            throw new Scene.Refusal("agent down");
        });
        tick(scene, timer);
        Steps.addOf("timer", "flush() throws, and so does the task", outcome(schedule), false);
        Steps.addOf("timer", "the agent is back", "", false);
        scene.record(Interleavings.FIRST, 10);
        tick(scene, timer);
        scene.record(Interleavings.FIRST, 100);
        tick(scene, timer);
        if (scene.taken().isEmpty()) {
            Steps.addOf("timer", "no tick flushes any more", "A: 111 recorded, 0 delivered", true);
        }
        Steps.add("the process is told to end", "", false);
        scene.flush();
        if (scene.taken().stream().map(Emission::total).toList().equals(List.of(111L))) {
            throw new RuleViolation("the schedule has ended");
        }
    }

    /** On a thread of its own, as that of a real timer; not right after a record. */
    private static void tick(Scene scene, TurnedTimer timer) {
        scene.meanwhile("timer", () -> {
            scene.turnClock(2 * Scene.INTERVAL);
            timer.tick();
        }).finished(Waiting.LIMIT);
    }

    private static String outcome(Future<?> schedule) throws InterruptedException {
        if (!schedule.isDone()) {
            return "the schedule goes on";
        }
        try {
            return "its future is done: " + schedule.get();
        } catch (ExecutionException thrown) {
            return "its future is done: " + thrown.getCause().getMessage();
        }
    }

    /** The timer that the adapter has handed to the buffer. */
    private static TurnedTimer timerOf(BufferPort port) throws ReflectiveOperationException {
        Field timer = Arrays.stream(port.getClass().getDeclaredFields())
                .filter(field -> field.getType() == TurnedTimer.class).findFirst().orElseThrow();
        timer.setAccessible(true);
        return (TurnedTimer) timer.get(port);
    }
}
