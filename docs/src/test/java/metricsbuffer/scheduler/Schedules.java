package metricsbuffer.scheduler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import metricsbuffer.markdown.Markdown;
import metricsbuffer.suite.explore.ExploredScenario;
import metricsbuffer.suite.explore.Graph;
import metricsbuffer.suite.explore.Verdict.Kind;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.verdict.Expectations.Expectation;

/** What the pages cite of the exploration. */
public final class Schedules {

    private static final String FILE = "docs/src/test/java/metricsbuffer/scheduler/Schedules.java";

    /** The place on the page where one plays a failure mode; those that no scenario shows have none. */
    private enum Example {
        F01("buggy", ExploredScenario.FIRST_SEEN_AND_FLUSH, Kind.THREW),
        F02("buggy", ExploredScenario.TWO_RECORDS, Kind.LOST),
        F03("buggy", ExploredScenario.RECORD_AND_FLUSH, Kind.LOST),
        F04("buggy", ExploredScenario.TWO_FLUSHES, Kind.DOUBLED),
        F05("MB-X04", ExploredScenario.RECORD_AND_FLUSH, null), // no end: a thread that waits
        F06("MB-X14", ExploredScenario.RECORD_AND_FLUSH, Kind.LOST),
        F07("MB-X02", ExploredScenario.LOWER_THEN_HIGHER, Kind.TORN),
        F11("buggy", ExploredScenario.LATE_RECORDS, Kind.FLUSHED_TWICE),
        F15("MB-X37", ExploredScenario.EACH_RECORDS_THEN_FLUSHES, Kind.LEFT),
        F18("MB-X32", ExploredScenario.TWO_FLUSHES, Kind.LOST);

        private final String subject;
        private final ExploredScenario scenario;
        private final Kind kind;

        Example(String subject, ExploredScenario scenario, Kind kind) {
            this.subject = subject;
            this.scenario = scenario;
            this.kind = kind;
        }

        List<Integer> way(Graph graph) {
            return kind == null ? Ways.waitingForTheSink(graph, 1, 0)
                    : Ways.to(graph, verdict -> verdict.kinds().contains(kind));
        }
    }

    private Schedules() {}

    /**
     * How many schedules break the rule of each scenario, of how many.
     *
     * @param which "modules" or "exercises"
     */
    public static List<String> table(Path root, String which) throws IOException {
        List<Subject> subjects = new ArrayList<>();
        for (String id : which.equals("modules") ? Modules.ALL : Plans.exercises(root)) {
            subjects.add(Subject.of(root, id));
        }
        List<String> head = new ArrayList<>(List.of("scenario", "rule"));
        subjects.forEach(subject -> head.add(subject.id()));
        List<String> table = Markdown.table(head);
        for (ExploredScenario scenario : ExploredScenario.values()) {
            List<String> cells = new ArrayList<>(List.of(PageData.title(scenario),
                    "[%1$s](rules.md#%1$s)".formatted(scenario.rule().id())));
            for (Subject subject : subjects) {
                cells.add(cell(subject, scenario));
            }
            table.add(Markdown.row(cells));
        }
        return table;
    }

    private static String cell(Subject subject, ExploredScenario scenario) throws IOException {
        Graph graph = subject.graphs().get(scenario);
        if (graph == null) {
            return subject.notJudged().get(scenario);
        }
        String all = String.format(Locale.ROOT, "%,d", graph.schedules());
        if (graph.violations().signum() == 0) {
            return "none of " + all;
        }
        boolean promised = subject.says(scenario.rule()) != Expectation.NOT_PROMISED;
        return String.format(Locale.ROOT, "**%,d** of %s%s", graph.violations(), all, promised ? "" : ", not promised");
    }

    /**
     * A line that says where a failure mode is played.
     *
     * @throws IllegalArgumentException if no scenario shows it
     */
    public static List<String> position(Path root, String mode) throws IOException {
        Optional<Example> example = example(mode);
        if (example.isEmpty()) {
            throw new IllegalArgumentException(FILE + " has no example of " + mode);
        }
        return List.of("**Play it:** [Be the scheduler](../scheduler.md#positions) at `" + position(root, example.get()) + "`.");
    }

    private static String position(Path root, Example example) throws IOException {
        Graph graph = Subject.of(root, example.subject).graphs().get(example.scenario);
        return Position.of(example.subject, example.scenario, example.way(graph));
    }

    private static Optional<Example> example(String mode) {
        return List.of(Example.values()).stream().filter(each -> mode.equals("MB-" + each.name())).findFirst();
    }

    /** What the positions need to be on the page. */
    static List<String> subjects() {
        return List.of(Example.values()).stream().map(example -> example.subject).distinct().toList();
    }

    /** The failure modes that can be played, with their positions. */
    static List<List<String>> positions(Path root) throws IOException {
        List<List<String>> positions = new ArrayList<>();
        for (Example example : Example.values()) {
            positions.add(List.of("MB-" + example.name(), position(root, example)));
        }
        return positions;
    }
}
