package metricsbuffer.suite.rules;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;

/** A thread that has read the clock and is held up before it can use what it read, as the operating system may do it. */
final class HeldReader {

    private final CountDownLatch isHeld = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile Thread thread;
    private int left; // readings until it is held up; of that thread only

    HeldReader(int reading) {
        left = reading;
    }

    /** Called by the thread that is to be held up. */
    void isThisThread() {
        thread = Thread.currentThread();
    }

    /** Called by every thread that has read the clock. */
    void hasRead() {
        if (Thread.currentThread() != thread || --left != 0) {
            return;
        }
        isHeld.countDown();
        try {
            if (!released.await(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the scenario has not released the reader of its clock");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while held up", e);
        }
    }

    /** Waits until the thread is held up, or has returned without that. */
    boolean awaitHeldOr(Actor actor) {
        Waiting.until(() -> isHeld.getCount() == 0 || !actor.isAlive());
        return isHeld.getCount() == 0;
    }

    /** Lets the thread go on. */
    void release() {
        released.countDown();
    }
}
