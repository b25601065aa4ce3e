package metricsbuffer.suite.system;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Looks at threads from outside: for messages, and where nothing else tells that one has done what it can. */
public final class Threads {

    private static final int LOOKS = 5;
    private static final int FRAMES_SHOWN = 5;

    private Threads() {}

    /** Whether a thread is seen waiting: blocked, parked or asleep. */
    static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING, TERMINATED -> true;
            default -> false;
        };
    }

    /**
     * Waits until each thread has ended or is seen waiting at the same place several times in a row.
     *
     * @param except is not waited for
     * @return whether that came about
     */
    static boolean returnOrWait(Collection<Thread> threads, Thread except) {
        return threads.stream().filter(thread -> thread != except).allMatch(Threads::returnsOrWaits);
    }

    /** Waits until a thread has ended or is seen waiting at the same place several times in a row. */
    public static boolean returnsOrWaits(Thread thread) {
        int[] seen = {0};
        StackTraceElement[][] place = {null};
        return Patience.waitUntil(() -> {
            if (!thread.isAlive()) {
                return true;
            }
            StackTraceElement[] now = thread.getStackTrace();
            seen[0] = waits(thread) && Arrays.equals(place[0], now) ? seen[0] + 1 : 0;
            place[0] = now;
            return seen[0] >= LOOKS;
        });
    }

    /** Where a thread is: its state and its innermost frames. */
    static String where(Thread thread) {
        return thread.getState() + Arrays.stream(thread.getStackTrace()).limit(FRAMES_SHOWN)
                .map(frame -> " at " + frame).collect(Collectors.joining());
    }

    /** An exception and its causes. */
    static List<Throwable> causes(Throwable exception) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = exception; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    /** The method of the buffer that let an exception out, for a message. */
    static String whereInBuffer(Throwable exception) {
        return Arrays.stream(exception.getStackTrace())
                .filter(frame -> frame.getClassName().endsWith(".MetricsBuffer"))
                .findFirst().map(frame -> "MetricsBuffer." + frame.getMethodName() + "()").orElse("the buffer");
    }
}
