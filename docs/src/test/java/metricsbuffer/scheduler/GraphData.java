package metricsbuffer.scheduler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import metricsbuffer.suite.explore.ExploredScenario;
import metricsbuffer.suite.explore.Graph;
import metricsbuffer.suite.explore.Graph.Node;
import metricsbuffer.suite.explore.Label;
import metricsbuffer.suite.explore.Metric;
import metricsbuffer.suite.explore.Verdict;
import metricsbuffer.suite.explore.Verdict.Kind;

/**
 * A graph in few characters.
 *
 * @param schedules how many there are: as a text, because a number of JavaScript may be too small for it
 * @param violations how many of them break the rule of the scenario
 * @param kinds how many of them end so
 * @param states a row for each state, as {@link Vlq}, each number as the difference to the row before: for each thread its
 *     label and how far away the state is that follows when it goes on, for each field its text, what was delivered, and the
 *     verdict; 0 if there is none, and else the place in the list, from 1
 */
record GraphData(ExploredScenario scenario, String schedules, String violations, Map<Kind, String> kinds,
        List<LabelData> labels, List<String> fields, List<String> texts, List<Map<Metric, Long>> delivered,
        List<VerdictData> verdicts, int size, String states) {

    /** What a thread does next; on line 0 if that is not known. */
    record LabelData(int line, int operation, String words, boolean waits) {}

    record VerdictData(Set<Kind> kinds, String words) {}

    static GraphData of(Graph graph) {
        Map<Kind, String> kinds = new TreeMap<>();
        for (Kind kind : Challenge.kinds(graph)) {
            kinds.put(kind, graph.schedules(verdict -> verdict.kinds().contains(kind)).toString());
        }
        Writer writer = new Writer(graph);
        String states = writer.states();
        return new GraphData(graph.scenario(), graph.schedules().toString(), graph.violations().toString(), kinds,
                writer.labels.all(), writer.fields, writer.texts.all(), writer.delivered.all(), writer.verdicts.all(),
                graph.nodes().size(), states);
    }

    /** Numbers things as they come, from 1. */
    private static final class Numbered<T> {

        private final Map<T, Integer> numbers = new LinkedHashMap<>();

        int of(T thing) {
            return thing == null ? 0 : numbers.computeIfAbsent(thing, first -> numbers.size() + 1);
        }

        List<T> all() {
            return List.copyOf(numbers.keySet());
        }
    }

    private static final class Writer {

        private final Graph graph;
        private final int threads;
        private final List<String> fields;
        private final Numbered<LabelData> labels = new Numbered<>();
        private final Numbered<String> texts = new Numbered<>();
        private final Numbered<Map<Metric, Long>> delivered = new Numbered<>();
        private final Numbered<VerdictData> verdicts = new Numbered<>();

        Writer(Graph graph) {
            this.graph = graph;
            this.threads = graph.scenario().roles().size();
            this.fields = graph.nodes().stream().flatMap(node -> node.fields().keySet().stream()).distinct().toList();
        }

        String states() {
            Vlq states = new Vlq();
            List<Integer> before = null;
            for (Node node : graph.nodes()) {
                List<Integer> row = row(node);
                for (int column = 0; column < row.size(); column++) {
                    states.add(row.get(column) - (before == null ? 0 : before.get(column)));
                }
                before = row;
            }
            return states.toString();
        }

        private List<Integer> row(Node node) {
            List<Integer> row = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                row.add(labels.of(told(node.labels().get(thread))));
                row.add(node.after(thread) == Node.NONE ? 0 : node.after(thread) - node.id());
            }
            fields.forEach(field -> row.add(texts.of(node.fields().get(field))));
            row.add(delivered.of(node.delivered()));
            row.add(verdicts.of(told(node.verdict())));
            return row;
        }

        private static LabelData told(Label label) {
            return label == null ? null
                    : new LabelData(label.line(), label.operation(), label.words(), label.waits());
        }

        private static VerdictData told(Verdict verdict) {
            return verdict == null ? null : new VerdictData(new TreeSet<>(verdict.kinds()), verdict.words());
        }
    }
}
