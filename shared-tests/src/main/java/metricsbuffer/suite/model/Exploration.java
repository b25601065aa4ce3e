package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferModule;
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
        runner.warmUp();
        try {
            Lincheck.runConcurrentTestInternal$lincheck(atMost, SETTINGS, runner);
            return new Exploration(runner.executions() + " executions", null, "");
        } catch (LincheckAssertionError found) {
            String seen = runner.seen() == null ? deadlock(found) : runner.seen();
            return new Exploration("execution " + runner.executions(), seen, found.getMessage());
        }
    }

    /**
     * What is said of an execution that did not end, in which nothing wrong was seen.
     *
     * @throws IllegalStateException if it is no deadlock: a long loop may only look as if it never ended, and an error
     *         of the model checker's own is no verdict on a buffer
     */
    static String deadlock(LincheckAssertionError found) {
        if (!found.getMessage().contains("deadlock")) {
            throw new IllegalStateException("the model checker came to no verdict. Threads that do not end look like"
                    + " this: a deadlock over java.util.concurrent.locks, or a loop that waits for another thread; or"
                    + " it is an error of its own. The trace below says which", found);
        }
        return "the threads wait for each other, and none goes on";
    }

    boolean rejected() {
        return seen != null;
    }

    /** The trace without the steps that Lincheck calls details, most of them constructors. */
    String shortTrace() {
        return trace.split("Detailed trace:")[0];
    }
}
