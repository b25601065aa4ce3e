package metricsbuffer.scheduler;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import metricsbuffer.suite.explore.ExploredScenario;
import metricsbuffer.suite.explore.Graph;
import metricsbuffer.suite.explore.Label;
import metricsbuffer.suite.explore.Verdict;
import metricsbuffer.suite.explore.Verdict.Kind;

/**
 * Something to bring about: an end of a kind that breaks the rule of a scenario. Where every schedule ends so there is
 * nothing to look for, and no challenge.
 *
 * @param many how many schedules of the scenario end so
 * @param switches how often another thread goes on, in the solution
 * @param solution one of the simplest, as {@link Position} has it
 */
record Challenge(Kind kind, ExploredScenario scenario, String many, int switches, int steps, String hint,
        String solution) {

    /**
     * None of the schedules ends so.
     *
     * @param schedules of how many
     * @param scenarios in which it would break the rule
     */
    record None(Kind kind, String schedules, List<ExploredScenario> scenarios) {}

    /** The kinds of end that a graph has. */
    static Set<Kind> kinds(Graph graph) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        graph.nodes().stream().filter(node -> node.verdict() != null)
                .forEach(node -> kinds.addAll(node.verdict().kinds()));
        return kinds;
    }

    /** Those of a subject; those that take the fewest switches, and of these the fewest steps, come first. */
    static List<Challenge> of(Subject subject) {
        List<Challenge> challenges = new ArrayList<>();
        for (Graph graph : subject.graphs().values()) {
            for (Kind kind : graph.scenario().breaks()) {
                BigInteger many = many(graph, kind);
                if (many.signum() > 0 && !many.equals(graph.schedules())) {
                    challenges.add(of(graph, kind, many));
                }
            }
        }
        challenges.sort(Comparator.comparingInt(Challenge::switches).thenComparingInt(Challenge::steps));
        return challenges;
    }

    /** What cannot be brought about: no schedule of any scenario in which it matters ends so. */
    static List<None> none(Subject subject) {
        List<None> none = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<Graph> meant = subject.graphs().values().stream()
                    .filter(graph -> graph.scenario().breaks().contains(kind)).toList();
            if (!meant.isEmpty() && meant.stream().allMatch(graph -> many(graph, kind).signum() == 0)) {
                none.add(new None(kind, meant.stream().map(Graph::schedules).reduce(BigInteger.ZERO, BigInteger::add)
                        .toString(), meant.stream().map(Graph::scenario).toList()));
            }
        }
        return none;
    }

    private static BigInteger many(Graph graph, Kind kind) {
        return graph.schedules(endsSo(kind));
    }

    private static Predicate<Verdict> endsSo(Kind kind) {
        return verdict -> verdict.kinds().contains(kind);
    }

    private static Challenge of(Graph graph, Kind kind, BigInteger many) {
        List<Integer> way = Ways.to(graph, endsSo(kind));
        List<Integer> turns = Ways.turns(way);
        return new Challenge(kind, graph.scenario(), many.toString(), turns.size(), way.size(),
                hint(graph, way, turns), Position.path(way));
    }

    private static String hint(Graph graph, List<Integer> way, List<Integer> turns) {
        String first = graph.scenario().roles().get(way.get(0)).name();
        if (turns.isEmpty()) {
            return "Let the %s run to its end, and then whoever is left.".formatted(first);
        }
        List<Integer> begin = way.subList(0, turns.get(0));
        Label next = graph.after(begin).labels().get(way.get(0));
        String then = graph.scenario().roles().get(way.get(turns.get(0))).name();
        String stop = next == null ? "run to its end" : "go on until its next step is '%s'%s"
                .formatted(next.words(), next.line() > 0 ? ", line " + next.line() : "");
        return "It takes %s. Let the %s %s. Then it is the turn of the %s.".formatted(
                turns.size() == 1 ? "one switch between threads" : turns.size() + " switches between threads",
                first, stop, then);
    }
}
