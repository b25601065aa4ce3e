package metricsbuffer.suite.system;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that another thread does, and never for ever. */
public final class Patience {

    /** Far more than a loaded machine needs: who runs into it has found a hang, not a slow computer. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

    private Patience() {}

    /** Lets time pass, where time itself is what a scenario needs: an interval that is to run out. */
    public static void letPass(Duration time) {
        waitUntil(() -> false, time);
    }

    /** Waits until the condition holds, and tells whether it came to hold within {@link #LIMIT}. */
    public static boolean waitUntil(BooleanSupplier condition) {
        return waitUntil(condition, LIMIT);
    }

    /** Waits until the condition holds, and tells whether it came to hold within the limit. */
    static boolean waitUntil(BooleanSupplier condition, Duration limit) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while waiting");
            }
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return true;
    }
}
