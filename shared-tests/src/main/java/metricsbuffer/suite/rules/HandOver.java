package metricsbuffer.suite.rules;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;

/** What one thread does happens-before what another one does after this. To be used once, by two threads. */
final class HandOver {

    private final CountDownLatch given = new CountDownLatch(1);
    private final CountDownLatch taken = new CountDownLatch(1);

    /** Lets the other thread go on. */
    void give() {
        given.countDown();
    }

    /** Waits for the other thread. */
    void take() throws InterruptedException {
        if (!given.await(Scene.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the scenario has handed nothing over");
        }
        taken.countDown();
    }

    /** Waits until the taker, which must have been given its turn, has ended or waits for something else than that. */
    boolean taken(Actor taker) {
        // A thread that was let go may still be seen waiting: look at it once it has said that it runs.
        Waiting.until(() -> taken.getCount() == 0 || !taker.isAlive());
        return taker.endsUnlessItWaits(Waiting.FEW_LOOKS, Scene.LIMIT);
    }
}
