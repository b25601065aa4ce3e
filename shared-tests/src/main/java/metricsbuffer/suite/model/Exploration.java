package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferModule;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * What was seen of one buffer.
 *
 * @param explored how much was explored, or where in it the wrong one was: "200 executions", "execution 57"
 * @param seen what was wrong, in a line; null if nothing was
 * @param trace the interleaving that led there
 */
record Exploration(String explored, String seen, String trace) {

    static {
        // Its warnings are of lambdas whose fields it cannot read, and of no use here.
        if (System.getProperty("lincheck.logLevel") == null) {
            System.setProperty("lincheck.logLevel", "ERROR");
        }
    }

    /** Explores so many interleavings, or until one is wrong. */
    static Exploration of(Scenario scenario, BufferModule module, int atMost) {
        Play play = new Play(scenario, module);
        play.rehearse();
        try {
            Lincheck.runConcurrentTest(atMost, play);
            return new Exploration(play.executions() + " executions", null, "");
        } catch (LincheckAssertionError found) {
            String seen = play.seen() == null ? "it did not come to an end, see the trace" : play.seen();
            return new Exploration("execution " + play.executions(), seen, found.getMessage());
        }
    }

    boolean rejected() {
        return seen != null;
    }
}
