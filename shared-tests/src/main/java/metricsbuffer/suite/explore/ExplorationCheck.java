package metricsbuffer.suite.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import metricsbuffer.suite.explore.Verdict.Kind;
import metricsbuffer.suite.model.Canary;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.verdict.Expectations;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.TestInfo;

/** Judges a module's buffer by all schedules of a scenario that has rejected a canary. */
final class ExplorationCheck {

    private static final Path SIMPLEST = Path.of("target", "explored");

    private final BufferModule module = BufferModule.load();

    void judge(TestInfo test, ExploredScenario scenario, Canary canary) {
        Expectations declared = Expectations.load();
        declared.assumeNoThreadsOfItsOwn();
        if (scenario.late()) {
            declared.assumeAnInterval();
        }
        if (scenario.takesTwoCounters() && module.counters().size() < 2) {
            Assumptions.abort("not judged: it has one counter, this takes two");
        }
        Graph ofCanary = Explorer.count(canary, scenario);
        if (ofCanary.violations().signum() == 0) {
            throw new IllegalStateException("the canary %s was not rejected in %s: what this accepts means nothing"
                    .formatted(canary, all(ofCanary)));
        }
        Graph graph = count(scenario);
        if (graph.violations().signum() > 0) {
            String name = test.getTestMethod().orElseThrow().getName();
            throw new RuleViolation("%s (%s)".formatted(said(graph), keep(name, Explorer.explore(module, scenario))));
        }
        assertNoneHangs(graph);
        System.out.printf("%s (canary: %s)%n", said(graph), said(ofCanary));
    }

    private Graph count(ExploredScenario scenario) {
        try {
            return Explorer.count(module, scenario);
        } catch (NotJudged e) {
            return Assumptions.abort(e.getMessage());
        }
    }

    /** A thread that hangs is no verdict on a rule that does not speak of that. */
    private static void assertNoneHangs(Graph graph) {
        BigInteger hang = graph.schedules(verdict -> verdict.kinds().contains(Kind.HANGS));
        if (hang.signum() > 0) {
            throw new IllegalStateException("no verdict on %s, because the buffer hangs, in %,d of %s"
                    .formatted(graph.scenario().rule().id(), hang, all(graph)));
        }
    }

    /** "TWO_RECORDS: 4 of all 6 schedules lose", or "none of all 6 schedules". */
    static String said(Graph graph) {
        BigInteger violations = graph.violations();
        if (violations.signum() == 0) {
            return "%s: none of %s breaks %s".formatted(graph.scenario(), all(graph), graph.scenario().rule().id());
        }
        Set<Kind> kinds = graph.nodes().stream().filter(node -> node.verdict() != null)
                .flatMap(node -> node.verdict().kinds().stream()).filter(graph.scenario().breaks()::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        return "%s: %s of %s: %s".formatted(graph.scenario(), number(violations), all(graph),
                kinds.stream().map(kind -> words(kind, graph)).collect(Collectors.joining(", ")));
    }

    private static String words(Kind kind, Graph graph) {
        return number(graph.schedules(verdict -> verdict.kinds().contains(kind))) + " "
                + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String all(Graph graph) {
        return "all " + number(graph.schedules()) + " schedules";
    }

    private static String number(BigInteger number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static Path keep(String name, Graph graph) {
        List<Integer> simplest = graph.simplest(verdict -> verdict.kinds().stream()
                .anyMatch(graph.scenario().breaks()::contains));
        Path file = SIMPLEST.resolve(name + ".txt");
        try {
            Files.createDirectories(SIMPLEST);
            return Files.writeString(file, said(graph) + "\n\n" + graph.told(simplest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
