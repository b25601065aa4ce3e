package metricsbuffer.suite.support;

import java.time.Duration;

/**
 * Another thread of a test. What it throws reaches the test, and every wait for it is bounded.
 *
 * <p>A scenario that is in the middle of a flush starts an actor and goes on once the actor has returned or waits:
 * a right buffer may make it wait, for instance because it serialises flushes.
 */
public final class Actor extends Thread {

    /** What an actor does. */
    public interface Step {
        void run() throws Throwable;
    }

    private final Step step;
    private volatile Throwable thrown;

    private Actor(String name, Step step) {
        super(name);
        this.step = step;
        setDaemon(true); // a buffer that deadlocks must not keep the JVM alive
    }

    /** Starts a thread; it is a daemon. */
    public static Actor start(String name, Step step) {
        Actor actor = new Actor(name, step);
        actor.start();
        return actor;
    }

    /** What the thread does; not to be called. */
    @Override
    public void run() {
        try {
            step.run();
        } catch (Throwable t) {
            thrown = t;
        }
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
            throw new IllegalStateException("thread '" + getName() + "' failed", thrown);
        }
        return true;
    }

    /** Waits until the actor has returned or thrown, and tells whether it has, within the limit. */
    public boolean ended(Duration limit) {
        return Waiting.ended(this, limit);
    }

    /**
     * Waits until the actor has ended, or is seen waiting for something.
     *
     * @param looks how often in a row it must be seen waiting at the same place; see {@link Waiting#untilEndedOrWaits}
     * @return whether it has ended; {@link #finished} tells how
     */
    public boolean endsUnlessItWaits(int looks, Duration limit) {
        Waiting.untilEndedOrWaits(this, looks, limit);
        return !isAlive();
    }

    /** What the actor threw, or null. To be asked once it has ended. */
    public Throwable thrown() {
        return thrown;
    }

    /** Where the actor is, for a message. */
    public String where() {
        return Waiting.where(this);
    }
}
