package metricsbuffer.suite.support;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Says of threads that do not return why not: a deadlock, a wait that nobody ends, or a loop that goes on for ever. */
public final class Hang {

    /** Nobody is that slow in one call of a buffer's, however busy the machine: who takes longer hangs. */
    public static final Duration LIMIT = Duration.ofSeconds(8);

    /** What is said of a hang begins with one of these. */
    private static final String DEADLOCK = "deadlock: ";
    private static final String DOES_NOT_RETURN = "does not return";

    private static final int FRAMES = 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Hang() {}

    /** Whether a text is what {@link #describe} has said. */
    public static boolean isToldBy(String text) {
        return text.startsWith(DEADLOCK) || text.startsWith(DOES_NOT_RETURN);
    }

    /** Whether some of these threads hold locks that they wait for in a circle. Nothing will ever end that. */
    public static boolean isDeadlock(Collection<? extends Thread> threads) {
        return !deadlocked(threads).isEmpty();
    }

    /**
     * What is wrong, in a line; then these threads with their stacks, what each waits for, who holds that, and what it holds
     * itself. Threads that have ended are left out.
     */
    public static String describe(Collection<? extends Thread> threads) {
        List<ThreadInfo> infos = Arrays.stream(THREADS.getThreadInfo(ids(threads).toArray(), true, true))
                .filter(info -> info != null && info.getThreadState() != Thread.State.TERMINATED).toList();
        return headline(infos, deadlocked(threads)) + infos.stream().map(Hang::text).collect(Collectors.joining());
    }

    private static String headline(List<ThreadInfo> infos, Set<Long> deadlocked) {
        if (!deadlocked.isEmpty()) {
            return DEADLOCK + infos.stream().filter(info -> deadlocked.contains(info.getThreadId()))
                    .map(info -> "'" + info.getThreadName() + "'" + waitsFor(info)).collect(Collectors.joining(", "));
        }
        List<ThreadInfo> running = infos.stream().filter(info -> info.getThreadState() == Thread.State.RUNNABLE).toList();
        if (!running.isEmpty()) {
            return DOES_NOT_RETURN + ", still running: " + names(running);
        }
        return DOES_NOT_RETURN + ": " + names(infos) + (infos.size() == 1 ? " waits" : " wait");
    }

    private static String text(ThreadInfo info) {
        StringBuilder text = new StringBuilder("%n    '%s' is %s".formatted(info.getThreadName(), info.getThreadState()));
        if (info.getLockName() != null) {
            text.append(",").append(waitsFor(info));
        }
        Stream<LockInfo> held = Stream.concat(Stream.of(info.getLockedMonitors()), Stream.of(info.getLockedSynchronizers()));
        String holds = held.map(LockInfo::toString).distinct().collect(Collectors.joining(", "));
        if (!holds.isEmpty()) {
            text.append(", holds ").append(holds);
        }
        Arrays.stream(info.getStackTrace()).takeWhile(frame -> !frame.getClassName().startsWith("jdk.internal.reflect."))
                .limit(FRAMES).forEach(frame -> text.append("%n        at %s".formatted(frame)));
        return text.toString();
    }

    private static String waitsFor(ThreadInfo info) {
        if (info.getLockName() == null) {
            return "";
        }
        return " waits for " + info.getLockName()
                + (info.getLockOwnerName() == null ? "" : ", which '" + info.getLockOwnerName() + "' holds");
    }

    private static String names(List<ThreadInfo> infos) {
        return infos.stream().map(info -> "'" + info.getThreadName() + "'").collect(Collectors.joining(", "));
    }

    private static Set<Long> deadlocked(Collection<? extends Thread> threads) {
        long[] found = THREADS.findDeadlockedThreads();
        Set<Long> ours = ids(threads).boxed().collect(Collectors.toSet());
        return found == null ? Set.of() : LongStream.of(found).filter(ours::contains).boxed().collect(Collectors.toSet());
    }

    private static LongStream ids(Collection<? extends Thread> threads) {
        return threads.stream().mapToLong(Thread::getId);
    }
}
