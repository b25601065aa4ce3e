package metricsbuffer.suite.support;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for what another thread does, and never for ever; and looks at whether that thread waits itself. */
public final class Waiting {

    /** Far more than a loaded machine needs: who runs into it has found a hang, not a slow computer. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    /** How often in a row a thread is seen waiting before that is believed, where it only decides how to go on. */
    public static final int FEW_LOOKS = 5;

    private static final Set<Thread.State> WAITS =
            EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);
    private static final Duration LOOK_AT_THREAD_AGAIN = Duration.ofMillis(20);
    private static final int FRAMES_SHOWN = 5;

    private Waiting() {}

    /** Waits until the condition holds, and tells whether it came to hold within {@link #LIMIT}. */
    public static boolean until(Callable<Boolean> condition) {
        return until(condition, LIMIT);
    }

    /** The same within another limit. The condition is asked on the caller's thread. */
    public static boolean until(Callable<Boolean> condition, Duration limit) {
        try {
            // Whatever thread dies meanwhile is the caller's to judge, who may wait for just that.
            await().pollInSameThread().dontCatchUncaughtExceptions().atMost(limit).until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** Begins a wait that fails after {@link #LIMIT}, and looks every few milliseconds; end it with {@code until}. */
    public static ConditionFactory await() {
        return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(LOOK_AGAIN).atMost(LIMIT);
    }

    /** Lets time pass, where time itself is what a test needs: an interval that is to run out. */
    public static void letPass(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while time was to pass", e);
        }
    }

    /**
     * Waits until a thread has ended, or is seen waiting at the same place several times in a row.
     *
     * @param looks how often, 20 ms apart: {@link #FEW_LOOKS}, and many where it is the verdict
     * @param limit how long at most, in case it does neither
     * @return whether one of the two was seen
     */
    public static boolean untilEndedOrWaits(Thread thread, int looks, Duration limit) {
        long began = System.nanoTime();
        StackTraceElement[] place = null;
        int seen = 0;
        while (seen < looks && System.nanoTime() - began < limit.toNanos()) {
            if (ended(thread, LOOK_AT_THREAD_AGAIN)) {
                return true;
            }
            StackTraceElement[] now = thread.getStackTrace();
            seen = WAITS.contains(thread.getState()) && Arrays.equals(place, now) ? seen + 1 : 0;
            place = now;
        }
        return seen >= looks;
    }

    /** Waits until a thread has ended, no longer than it takes, and tells whether it has, within the limit. */
    public static boolean ended(Thread thread, Duration limit) {
        try {
            thread.join(Math.max(1, limit.toMillis())); // 0 would be without a limit
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for thread '" + thread.getName() + "'", e);
        }
        return !thread.isAlive();
    }

    /** Where a thread is, for a message: its name, its state and its innermost frames. */
    public static String where(Thread thread) {
        return "'" + thread.getName() + "' is " + thread.getState() + Arrays.stream(thread.getStackTrace())
                .limit(FRAMES_SHOWN).map(frame -> " at " + frame).collect(Collectors.joining());
    }
}
