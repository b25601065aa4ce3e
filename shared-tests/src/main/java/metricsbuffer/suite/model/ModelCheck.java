package metricsbuffer.suite.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.support.Hang;
import metricsbuffer.suite.verdict.Expectations;
import metricsbuffer.suite.verdict.Harm;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.TestInfo;

/** Judges a module's buffer by a scenario that has rejected a canary, and keeps what was wrong as text. */
final class ModelCheck {

    private static final Path TRACES = Path.of("target", "lincheck");

    /** How many interleavings of a scenario are explored, unless one is wrong. */
    static final int EXECUTIONS = Integer.getInteger("model.executions", 150);

    /**
     * The same where an error may lie deep. In a walk over a view of a ConcurrentHashMap, Lincheck 3.7 found a torn cut
     * that needs one preemption only among executions with two, the 1,443rd of them.
     */
    private static final int DEEP = Integer.getInteger("model.executions.deep", 2 * EXECUTIONS);

    private final BufferModule module = BufferModule.load();

    /** Aborts a test of two counters, if there is one. What two metrics can show a counter and a timing show, too. */
    void assumeTwoCounters() {
        if (module.counters().size() < 2) {
            Assumptions.abort("not judged: it has one counter, this takes two");
        }
    }

    void judge(TestInfo test, Scenario scenario, Canary canary) {
        judge(test, scenario, canary, EXECUTIONS);
    }

    void judgeDeep(TestInfo test, Scenario scenario, Canary canary) {
        judge(test, scenario, canary, DEEP);
    }

    private void judge(TestInfo test, Scenario scenario, Canary canary, int executions) {
        if (scenario.late()) {
            Expectations.load().assumeAnInterval();
        }
        judge(test, scenario.getClass().getSimpleName() + "-" + canary,
                () -> Exploration.of(scenario, canary, executions), () -> Exploration.of(scenario, module, executions));
    }

    /** Judges what is seen of the module, once the canary's error was seen by the same means in this build. */
    void judge(TestInfo test, String shape, Supplier<Exploration> ofCanary, Supplier<Exploration> ofModule) {
        Expectations.load().assumeNoThreadsOfItsOwn();
        String name = test.getTestMethod().orElseThrow().getName();
        String canary = RejectedCanaries.find(name, shape).map(where -> "found earlier in this build, in " + where)
                .orElseGet(() -> "found in " + reject(name, shape, ofCanary.get()));
        Exploration found = ofModule.get();
        if (found.rejected()) {
            Path trace = keep(name, found);
            Rule rule = Rule.ofTags(test.getTags());
            if (Hang.isToldBy(found.seen()) && !Harm.HUNG.breaks(rule)) {
                throw new IllegalStateException("no verdict on %s, because the buffer hangs, in %s (%s): %s".formatted(
                        rule.id(), found.explored(), trace, found.seen()), new AssertionError(found.shortTrace()));
            }
            throw new RuleViolation("%s, in %s (%s)".formatted(found.seen(), found.explored(), trace),
                    new AssertionError(found.shortTrace()));
        }
        System.out.printf("%s: explored %s, none found (canary: %s)%n", name, found.explored(), canary);
    }

    private static String reject(String name, String shape, Exploration canary) {
        if (!canary.rejected()) {
            throw new IllegalStateException("the canary of " + name + " was not rejected in " + canary.explored()
                    + ": what this check accepts means nothing");
        }
        keep(name + "-canary", canary);
        RejectedCanaries.add(name, shape, canary);
        return canary.explored();
    }

    private static Path keep(String name, Exploration wrong) {
        Path file = TRACES.resolve(name + ".txt");
        try {
            Files.createDirectories(TRACES);
            return Files.writeString(file, wrong.seen() + System.lineSeparator() + wrong.trace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
