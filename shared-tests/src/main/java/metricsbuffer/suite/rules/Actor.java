package metricsbuffer.suite.rules;

import java.time.Duration;
import java.util.Arrays;

/**
 * A thread of a scenario. What it throws reaches the scenario, and every wait for it is bounded.
 *
 * <p>A scenario that is in the middle of a flush starts an actor and goes on once the actor has returned or waits:
 * a right buffer may make it wait, for instance because it serialises flushes.
 */
final class Actor {

    /** How long an actor may run before the scenario gives up on it. Far more than a loaded machine needs. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int LOOK_AGAIN_MILLIS = 20;

    /** What an actor does. */
    interface Step {
        void run() throws Exception;
    }

    private final Thread thread;
    private volatile Throwable thrown;

    private Actor(String name, Step step) {
        thread = new ActorThread(name, () -> {
            try {
                step.run();
            } catch (Throwable t) {
                thrown = t;
            }
        });
        thread.setDaemon(true); // a buffer that deadlocks must not keep the JVM alive
    }

    static Actor start(String name, Step step) {
        Actor actor = new Actor(name, step);
        actor.thread.start();
        return actor;
    }

    /** Whether a thread is one of a scenario's actors. */
    static boolean isActor(Thread thread) {
        return thread instanceof ActorThread;
    }

    /**
     * Waits until the actor has returned.
     *
     * @return whether it has, within {@link #LIMIT}
     * @throws IllegalStateException if the actor itself threw: the scenario is broken
     */
    boolean finished() {
        if (!join(LIMIT.toMillis())) {
            return false;
        }
        if (thrown != null) {
            throw new IllegalStateException("thread '" + thread.getName() + "' failed", thrown);
        }
        return true;
    }

    /**
     * Waits until the actor has returned, or is seen to wait for something.
     *
     * @param looks how often in a row, 20 ms apart, it must be seen waiting at the same place: few where the answer
     *         only decides how the scenario goes on, many where it is the verdict
     * @return whether it has returned, or thrown: {@link #finished} tells
     */
    boolean returnsUnlessItWaits(int looks) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        StackTraceElement[] place = null;
        int seen = 0;
        while (seen < looks && System.nanoTime() - deadline < 0) {
            if (join(LOOK_AGAIN_MILLIS)) {
                return true;
            }
            boolean waits = switch (thread.getState()) {
                case BLOCKED, WAITING, TIMED_WAITING -> true;
                default -> false;
            };
            StackTraceElement[] now = thread.getStackTrace();
            seen = waits && Arrays.equals(place, now) ? seen + 1 : 0;
            place = now;
        }
        return false;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Where the actor is, for a message: its state and the innermost frames. */
    String where() {
        StackTraceElement[] stack = thread.getStackTrace();
        StringBuilder text = new StringBuilder("'" + thread.getName() + "' is " + thread.getState());
        Arrays.stream(stack).limit(4).forEach(frame -> text.append(" at ").append(frame));
        return text.toString();
    }

    private boolean join(long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the scenario was interrupted", e);
        }
        return !thread.isAlive();
    }

    /** Told apart from the thread of the scenario itself. */
    private static final class ActorThread extends Thread {

        ActorThread(String name, Runnable body) {
            super(body, name);
        }
    }
}
