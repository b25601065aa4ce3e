package metricsbuffer.suite.model;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Hang;
import metricsbuffer.suite.verdict.RuleViolation;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.LincheckSettings;

/**
 * What was seen of one buffer.
 *
 * @param explored how much was explored, or where in it the wrong one was: "200 executions", "execution 57"
 * @param seen what was wrong, in a line; null if nothing was
 * @param trace the interleaving that led there; empty if nothing was wrong
 */
record Exploration(String explored, String seen, String trace) {

    /**
     * How often a loop turns before Lincheck takes it for one that waits, and lets another thread go on. Ten, its
     * default, is less than a flush walks, be it slots or the empty buckets of a HashMap: no flush ran through, and
     * errors that need one that does were never found.
     */
    static final int LONG_LOOP = 200;

    /** How often a loop turns before it counts as hung. */
    static final int ENDLESS_LOOP = 2_000;

    private static final Pattern IN_A_LOCK = Pattern.compile(
            " at (AbstractQueued(Long)?Synchronizer|LockSupport|Reentrant\\w*Lock|StampedLock|Semaphore|CountDownLatch)\\b");

    // Lincheck 3.7 has no public way to say so for a test of this form.
    private static final LincheckSettings SETTINGS = new LincheckSettings(true, LONG_LOOP, ENDLESS_LOOP, 20);

    static {
        // Its warnings are of lambdas whose fields it cannot read, and of no use here.
        if (System.getProperty("lincheck.logLevel") == null) {
            System.setProperty("lincheck.logLevel", "ERROR");
        }
    }

    /** Explores so many interleavings, or until one is wrong. */
    static Exploration of(Scenario scenario, BufferModule module, int atMost) {
        ScenarioRunner runner = new ScenarioRunner(scenario, module);
        String hang = hangOf(runner::warmUp);
        if (hang != null) {
            return new Exploration("one thread alone", hang, "");
        }
        try {
            Lincheck.runConcurrentTestInternal$lincheck(atMost, SETTINGS, runner);
            return new Exploration(runner.executions() + " executions", null, "");
        } catch (LincheckAssertionError found) {
            String seen = runner.seen() == null ? deadlock(found) : runner.seen();
            return new Exploration("execution " + runner.executions(), seen, found.getMessage());
        }
    }

    /** Does something in another thread: a buffer that hangs alone is not to stop the build. Null if it has ended. */
    static String hangOf(Actor.Step step) {
        Actor alone = Actor.start("one thread alone", step);
        if (!alone.ended(Hang.LIMIT)) {
            return Hang.describe(List.of(alone));
        }
        if (alone.thrown() instanceof RuleViolation violation) {
            throw violation;
        }
        alone.finished(Hang.LIMIT);
        return null;
    }

    /**
     * What is said of an execution that did not end, in which nothing wrong was seen.
     *
     * @throws IllegalStateException if it is no deadlock: a long loop may only look as if it never ended, and an error
     *         of the model checker's own is no verdict on a buffer
     */
    static String deadlock(LincheckAssertionError found) {
        if (!found.getMessage().contains("deadlock") && !allWaitForLocks(found.getMessage())) {
            throw new IllegalStateException("the model checker came to no verdict. Threads that do not end look like"
                    + " this: a loop that waits for another thread; or it is an error of its own. The trace below says"
                    + " which", found);
        }
        return "deadlock: the threads wait for each other, and none goes on";
    }

    /**
     * Whether the last step of each thread but the main one is inside of a lock. Lincheck lets a thread that is parked go on
     * at any time, as the JVM may; so one that waits for ever for a lock looks to it like one in a loop.
     */
    private static boolean allWaitForLocks(String trace) {
        String[] last = {};
        for (String line : trace.lines().filter(each -> each.startsWith("| ") && !each.startsWith("| -")).toList()) {
            String[] columns = line.substring(1).split("\\|", -1);
            last = last.length == columns.length ? last : new String[columns.length];
            for (int thread = 0; thread < columns.length; thread++) {
                last[thread] = columns[thread].contains(" at ") ? columns[thread] : last[thread];
            }
        }
        return last.length > 2 && Arrays.stream(last, 1, last.length - 1)
                .allMatch(step -> step != null && IN_A_LOCK.matcher(step).find());
    }

    boolean rejected() {
        return seen != null;
    }

    /** The trace without the steps that Lincheck calls details, most of them constructors. */
    String shortTrace() {
        return trace.split("Detailed trace:")[0];
    }
}
