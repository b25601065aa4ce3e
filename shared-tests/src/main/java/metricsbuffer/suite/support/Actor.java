package metricsbuffer.suite.support;

import java.time.Duration;

/**
 * Another thread of a test. What it throws reaches the test, and every wait for it is bounded.
 *
 * <p>A scenario that is in the middle of a flush starts an actor and goes on once the actor has returned or waits:
 * a right buffer may make it wait, for instance because it serialises flushes.
 */
public final class Actor {

    /** What an actor does. */
    public interface Step {
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

    /** Starts a thread; it is a daemon. */
    public static Actor start(String name, Step step) {
        Actor actor = new Actor(name, step);
        actor.thread.start();
        return actor;
    }

    /** Whether a thread is an actor, and not the thread of the test itself. */
    public static boolean isActor(Thread thread) {
        return thread instanceof ActorThread;
    }

    /**
     * Waits until the actor has returned.
     *
     * @return whether it has, within the limit
     * @throws IllegalStateException if the actor threw; its cause is what it threw
     */
    public boolean finished(Duration limit) {
        if (!ended(limit)) {
            return false;
        }
        if (thrown != null) {
            throw new IllegalStateException("thread '" + thread.getName() + "' failed", thrown);
        }
        return true;
    }

    /** Waits until the actor has returned or thrown, and tells whether it has, within the limit. */
    public boolean ended(Duration limit) {
        return Waiting.ended(thread, limit);
    }

    /**
     * Waits until the actor has ended, or is seen waiting for something.
     *
     * @param looks how often in a row it must be seen waiting at the same place; see {@link Waiting#untilEndedOrWaits}
     * @return whether it has ended; {@link #finished} tells how
     */
    public boolean endsUnlessItWaits(int looks, Duration limit) {
        Waiting.untilEndedOrWaits(thread, looks, limit);
        return !thread.isAlive();
    }

    /** Whether the actor has neither returned nor thrown. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** The name that it was started with. */
    public String name() {
        return thread.getName();
    }

    /** What the actor threw, or null. To be asked once it has ended. */
    public Throwable thrown() {
        return thrown;
    }

    /** Where the actor is, for a message. */
    public String where() {
        return Waiting.where(thread);
    }

    private static final class ActorThread extends Thread {

        ActorThread(String name, Runnable body) {
            super(body, name);
        }
    }
}
