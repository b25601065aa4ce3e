package metricsbuffer.suite.rules;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.Expectations;

/**
 * The threads that a buffer has of its own, and what a scenario must wait for because of them: a record may begin its
 * flush by handing it to one of them. For a buffer that declares none, nothing is waited for.
 *
 * <p>Which they are the buffer does not tell: every thread counts that was not there before the first scene, and is none
 * of the scenario's.
 */
final class OwnThreads {

    private static final Set<Thread> NOT_OF_A_BUFFER = Thread.getAllStackTraces().keySet();
    private static final Set<Thread.State> WAITS =
            EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    /** A twentieth of a second: decides only how long a scenario waits before it goes on. */
    private static final int FEW_LOOKS = 5;
    /** A second: who does nothing for so long has begun nothing. */
    private static final int MANY_LOOKS = 100;
    /** How long a thread that is never seen waiting, one that spins, holds a scenario up. */
    private static final Duration SPIN = Duration.ofSeconds(2);

    private final boolean declared = Expectations.load().ownThreads();
    private final AtomicInteger inTheSink = new AtomicInteger();

    /** A call of the sink begins. */
    void entersSink() {
        inTheSink.incrementAndGet();
    }

    /** A call of the sink ends. */
    void leavesSink() {
        inTheSink.decrementAndGet();
    }

    /** Whether somebody is in a call of the sink. */
    boolean sinkIsCalled() {
        return inTheSink.get() > 0;
    }

    /** Waits until something has happened that one of them is to do, or they have done nothing for a second. */
    void awaitWork(BooleanSupplier done) {
        if (declared) {
            awaitIdle(MANY_LOOKS, Scene.LIMIT, done);
        }
    }

    /** Waits until they have done what they had been handed: no sink is called, and each waits where it did before. */
    void awaitIdle() {
        if (declared) {
            awaitIdle(FEW_LOOKS, SPIN, () -> false);
        }
    }

    private void awaitIdle(int looks, Duration limit, BooleanSupplier done) {
        long began = System.nanoTime();
        Map<Thread, List<StackTraceElement>> before = null;
        for (int seen = 0; seen < looks && !done.getAsBoolean(); ) {
            boolean busy = sinkIsCalled();
            if (System.nanoTime() - began > (busy ? Scene.LIMIT : limit).toNanos()) {
                return;
            }
            Watch.progress(); // this wait has its own limit
            Waiting.letPass(LOOK_AGAIN);
            Map<Thread, List<StackTraceElement>> places = busy ? null : whereAllWait();
            seen = places != null && places.equals(before) ? seen + 1 : 0;
            before = places;
        }
    }

    /** Where each of them waits; null if one does not wait. */
    private static Map<Thread, List<StackTraceElement>> whereAllWait() {
        Map<Thread, List<StackTraceElement>> places = new HashMap<>();
        for (Map.Entry<Thread, StackTraceElement[]> running : Thread.getAllStackTraces().entrySet()) {
            Thread thread = running.getKey();
            if (NOT_OF_A_BUFFER.contains(thread) || thread instanceof Actor || thread == Thread.currentThread()) {
                continue;
            }
            if (!WAITS.contains(thread.getState())) {
                return null;
            }
            places.put(thread, Arrays.asList(running.getValue()));
        }
        return places;
    }
}
