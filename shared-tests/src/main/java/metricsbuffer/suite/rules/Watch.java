package metricsbuffer.suite.rules;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Hang;
import metricsbuffer.suite.verdict.Harm;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs a scenario in a thread of its own, and ends it when the buffer hangs, in whatever thread. Where the words of the
 * rule ask that somebody comes back or that something comes out, a hang is a violation; where they do not, the scenario
 * comes to no verdict.
 */
final class Watch implements InvocationInterceptor {

    /** Thrown by a scenario that has seen a thread hang, with what {@link Hang} says of it. */
    static final class Hung extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Hung(String what) {
            super(what);
        }
    }

    /** However often a buffer is called, and comes back: a scenario takes no longer than this. */
    private static final Duration AT_MOST = Duration.ofSeconds(120);
    /** After so long without progress a circle of locks is looked for: a timed wait for one may end. */
    private static final Duration DOUBT = Duration.ofSeconds(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private static final AtomicLong PROGRESS = new AtomicLong();

    /** A call of a buffer begins or has returned. */
    static void progress() {
        PROGRESS.incrementAndGet();
    }

    @Override
    public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Actor scenario = Actor.start("flusher", invocation::proceed);
        String hang = untilEndedOrHangs(scenario, before);
        if (hang == null && scenario.thrown() instanceof Hung hung) {
            hang = hung.getMessage();
        }
        if (hang != null) {
            startedSince(before).forEach(Thread::interrupt); // most waits end by that; the others are daemons
            throw judged(Rule.ofTags(context.getTags()), hang);
        }
        if (scenario.thrown() != null) {
            throw scenario.thrown();
        }
    }

    /** What hangs; null if the scenario has ended. */
    private static String untilEndedOrHangs(Actor scenario, Set<Thread> before) {
        long began = System.nanoTime();
        long lastProgress = began;
        long seen = PROGRESS.get();
        while (!scenario.ended(LOOK_AGAIN)) {
            long now = System.nanoTime();
            if (seen != PROGRESS.get()) {
                seen = PROGRESS.get();
                lastProgress = now;
            }
            if (now - lastProgress > Hang.LIMIT.toNanos() || now - began > AT_MOST.toNanos()
                    || now - lastProgress > DOUBT.toNanos() && Hang.isDeadlock(startedSince(before))) {
                return Hang.describe(startedSince(before));
            }
        }
        return null;
    }

    private static List<Actor> startedSince(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> !before.contains(thread))
                .filter(Actor.class::isInstance).map(Actor.class::cast).toList();
    }

    private static Throwable judged(Rule rule, String hang) {
        return Harm.HUNG.breaks(rule) ? new RuleViolation(hang)
                : new IllegalStateException("no verdict on " + rule.id() + ", because the buffer hangs: " + hang);
    }
}
