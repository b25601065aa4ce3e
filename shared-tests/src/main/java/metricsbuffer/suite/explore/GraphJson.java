package metricsbuffer.suite.explore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import metricsbuffer.suite.explore.ExploredScenario.Role;
import metricsbuffer.suite.explore.Graph.Node;
import metricsbuffer.suite.explore.Verdict.Kind;

/**
 * A graph as compact JSON, for a page on which one plays it. What is said more than once stands in a list once, and is
 * referred to by its place there; -1 stands for nothing.
 *
 * <pre>
 * scenario, rule, breaks  names; breaks are the kinds of end that break the rule
 * words                   what happens in the scenario
 * late                    whether the interval is over when the threads begin
 * refused                 which total the sink refuses, from 1; 0 if none
 * before                  calls made before the threads began, as texts
 * threads                 [{name, after, operations}]: "after" is the thread that must have ended first, or -1
 * recorded                by metric, what is recorded in all
 * schedules, violations   numbers as texts: they may be longer than a number of JavaScript
 * ends                    by the words of a verdict, how many schedules end so, as a text
 * simplest                by the words of a verdict, a schedule that ends so: the threads' numbers, one digit a step
 * fields                  the names of what the buffer holds
 * labels                  [file, line, operation, words, 1 if it waits or else 0]
 * contents                [text of each field, in the order of "fields"; null if it is not there]
 * books                   [delivered of A, of B, of T]
 * verdicts                [{words, kinds, violation}]
 * states                  for each: [content, books, verdict, then for each thread its label, then for each the state
 *                         after its step]. The first one is the beginning.
 * </pre>
 */
public final class GraphJson {

    private static final int NOTHING = -1;

    private final Graph graph;
    private final List<String> fields = new ArrayList<>();
    private final Map<Object, Integer> labels = new LinkedHashMap<>();
    private final Map<Object, Integer> contents = new LinkedHashMap<>();
    private final Map<Object, Integer> books = new LinkedHashMap<>();
    private final Map<Object, Integer> verdicts = new LinkedHashMap<>();

    private GraphJson(Graph graph) {
        this.graph = graph;
        graph.nodes().forEach(node -> node.fields().keySet().stream().filter(name -> !fields.contains(name))
                .forEach(fields::add));
    }

    /** The JSON text, in one line. */
    public static String of(Graph graph) {
        try {
            return new ObjectMapper().writeValueAsString(new GraphJson(graph).tree());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> tree() {
        ExploredScenario scenario = graph.scenario();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("scenario", scenario.name());
        tree.put("words", scenario.words());
        tree.put("late", scenario.late());
        tree.put("refused", scenario.refused());
        tree.put("rule", scenario.rule().id());
        tree.put("breaks", scenario.breaks());
        tree.put("before", scenario.before().stream().map(Op::toString).toList());
        tree.put("threads", scenario.roles().stream().map(GraphJson::thread).toList());
        tree.put("recorded", scenario.recorded());
        tree.put("schedules", graph.schedules().toString());
        tree.put("violations", graph.violations().toString());
        tree.put("ends", texts(graph.ends()));
        tree.put("simplest", simplest());
        List<int[]> states = graph.nodes().stream().map(this::state).toList();
        tree.put("fields", fields);
        tree.put("labels", labels.keySet());
        tree.put("contents", contents.keySet());
        tree.put("books", books.keySet());
        tree.put("verdicts", verdicts.keySet());
        tree.put("states", states);
        return tree;
    }

    private static Map<String, Object> thread(Role role) {
        Map<String, Object> thread = new LinkedHashMap<>();
        thread.put("name", role.name());
        thread.put("after", role.after());
        thread.put("operations", role.operations().stream().map(Op::toString).toList());
        return thread;
    }

    private static Map<String, String> texts(Map<String, ?> values) {
        Map<String, String> texts = new TreeMap<>();
        values.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    private Map<String, String> simplest() {
        Map<String, String> simplest = new TreeMap<>();
        graph.ends().keySet().forEach(words -> {
            StringBuilder digits = new StringBuilder();
            graph.simplest(verdict -> verdict.words().equals(words)).forEach(digits::append);
            simplest.put(words, digits.toString());
        });
        return simplest;
    }

    private int[] state(Node node) {
        int threads = graph.scenario().roles().size();
        List<String> content = fields.stream().map(node.fields()::get).toList();
        return IntStream.concat(IntStream.of(place(contents, content),
                        place(books, List.copyOf(node.delivered().values())), verdict(node.verdict())),
                IntStream.concat(node.labels().stream().mapToInt(this::label),
                        IntStream.range(0, threads).map(node::after))).toArray();
    }

    private int label(Label label) {
        return label == null ? NOTHING : place(labels,
                List.of(label.file(), label.line(), label.operation(), label.words(), label.waits() ? 1 : 0));
    }

    private int verdict(Verdict verdict) {
        if (verdict == null) {
            return NOTHING;
        }
        boolean violation = verdict.kinds().stream().anyMatch(graph.scenario().breaks()::contains);
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("words", verdict.words());
        said.put("kinds", verdict.kinds().stream().map(Kind::name).toList());
        said.put("violation", violation);
        return place(verdicts, said);
    }

    private static int place(Map<Object, Integer> list, Object element) {
        return list.computeIfAbsent(element, first -> list.size());
    }
}
