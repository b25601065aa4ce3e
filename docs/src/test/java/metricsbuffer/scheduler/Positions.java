package metricsbuffer.scheduler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metricsbuffer.suite.explore.ExploredScenario;
import metricsbuffer.suite.explore.Graph;
import metricsbuffer.suite.explore.Verdict.Kind;

/** Where on the page a failure mode is played. */
public final class Positions {

    private static final String FILE = "docs/src/test/java/metricsbuffer/scheduler/Positions.java";

    /** The place on the page where one plays a failure mode; those that no scenario shows have none. */
    private enum Example {
        F01("buggy", ExploredScenario.FIRST_SEEN_AND_FLUSH, Kind.THREW),
        F02("buggy", ExploredScenario.TWO_RECORDS, Kind.LOST),
        F03("buggy", ExploredScenario.RECORD_AND_FLUSH, Kind.LOST),
        F04("buggy", ExploredScenario.TWO_FLUSHES, Kind.DOUBLED),
        F05("MB-X04", ExploredScenario.RECORD_AND_FLUSH, null), // no end: a thread that waits
        F06("MB-X14", ExploredScenario.RECORD_AND_FLUSH, Kind.LOST),
        F07("MB-X19", ExploredScenario.LOWER_THEN_HIGHER, Kind.TORN),
        F09("MB-X14", ExploredScenario.RECORD_AND_REFUSED_FLUSH, Kind.LOST),
        F11("buggy", ExploredScenario.LATE_RECORDS, Kind.FLUSHED_TWICE),
        F15("MB-X37", ExploredScenario.EACH_RECORDS_THEN_FLUSHES, Kind.LEFT),
        F17("MB-X30", ExploredScenario.RECORD_AND_FLUSH, Kind.LOST),
        F18("MB-X32", ExploredScenario.NOTHING_TWICE_BETWEEN_FLUSHES, Kind.DOUBLED);

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

    private Positions() {}

    /**
     * A line that says where a failure mode is played.
     *
     * @throws IllegalArgumentException if no scenario shows it
     */
    public static List<String> of(Path root, String mode) throws IOException {
        Optional<Example> example = example(mode);
        if (example.isEmpty()) {
            throw new IllegalArgumentException(FILE + " has no example of " + mode);
        }
        return List.of("**Play it:** [Be the scheduler](../scheduler.md#positions) at `%s`."
                .formatted(position(root, example.get())));
    }

    private static String position(Path root, Example example) throws IOException {
        Graph graph = Subject.of(root, example.subject).only(EnumSet.of(example.scenario)).graphs()
                .get(example.scenario);
        return Position.of(example.subject, example.scenario, example.way(graph));
    }

    private static Optional<Example> example(String mode) {
        return List.of(Example.values()).stream().filter(each -> mode.equals("MB-" + each.name())).findFirst();
    }

    /** What the positions need to be on the page: scenarios, by subject. */
    static Map<String, Set<ExploredScenario>> needed() {
        Map<String, Set<ExploredScenario>> needed = new LinkedHashMap<>();
        for (Example example : Example.values()) {
            needed.computeIfAbsent(example.subject, first -> EnumSet.noneOf(ExploredScenario.class))
                    .add(example.scenario);
        }
        return needed;
    }

    /** The failure modes that can be played, with their positions. */
    static List<List<String>> all(Path root) throws IOException {
        List<List<String>> positions = new ArrayList<>();
        for (Example example : Example.values()) {
            positions.add(List.of("MB-" + example.name(), position(root, example)));
        }
        return positions;
    }
}
