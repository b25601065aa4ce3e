package metricsbuffer.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metricsbuffer.suite.explore.ExploredScenario;
import metricsbuffer.suite.explore.ExploredScenario.Role;
import metricsbuffer.suite.explore.Graph;
import metricsbuffer.suite.explore.GraphJson;
import metricsbuffer.suite.explore.Metric;
import metricsbuffer.suite.explore.Op;
import metricsbuffer.suite.explore.Verdict.Kind;
import metricsbuffer.suite.verdict.Expectations.Expectation;
import metricsbuffer.suite.verdict.Rule;

/**
 * All that the page is told, as it becomes JSON.
 *
 * @param rules the text of each rule that a scenario stands for, by ID
 * @param modes the failure modes that an end may be called by, by ID
 */
record PageData(List<ScenarioData> scenarios, List<SubjectData> subjects, Map<String, String> rules,
        Map<String, FailureModes.Mode> modes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A scenario.
     *
     * @param id as the fragment of an address names it
     * @param setting what is so before the threads begin
     * @param breaks the kinds of end that break its rule
     * @param recorded what is recorded in all, by metric
     */
    record ScenarioData(String id, String title, String setting, List<RoleData> roles, String rule, Set<Kind> breaks,
            Map<Metric, Long> recorded) {}

    /**
     * A thread.
     *
     * @param after the one that it waits for before it begins; -1 if none
     */
    record RoleData(String name, int after, List<String> operations) {}

    /**
     * A module or an exercise.
     *
     * @param says what it says of each rule
     * @param graphs as {@link GraphJson} has them, but for the states: they are as {@link Vlq} has them
     * @param modes the failure modes of the ends of each kind, by scenario and kind
     * @param unseen the rules of a buffer that it is said to break, and breaks in none of its schedules
     * @param none for each kind that none of its schedules ends in, of how many
     */
    record SubjectData(String id, String title, boolean module, List<String> source, Map<String, String> says,
            List<JsonNode> graphs, Map<ExploredScenario, String> notJudged, List<Challenge> challenges,
            List<Challenge.None> none, List<String> unseen, Map<String, List<String>> modes) {}

    String json() throws IOException {
        return JSON.writeValueAsString(this);
    }

    static PageData of(Path root, List<Subject> subjects) throws IOException {
        FailureModes modes = new FailureModes(root);
        List<SubjectData> told = new ArrayList<>();
        for (Subject subject : subjects) {
            told.add(told(subject, modes));
        }
        Map<String, String> rules = new TreeMap<>();
        for (ExploredScenario scenario : ExploredScenario.values()) {
            rules.put(scenario.rule().id(), scenario.rule().text());
        }
        List<ScenarioData> scenarios = Stream.of(ExploredScenario.values()).map(PageData::told).toList();
        return new PageData(scenarios, told, rules, modes.all());
    }

    private static ScenarioData told(ExploredScenario scenario) {
        return new ScenarioData(scenario.name(), title(scenario), setting(scenario),
                scenario.roles().stream().map(PageData::told).toList(), scenario.rule().id(), scenario.breaks(),
                scenario.recorded());
    }

    /** Its name as one would write it. */
    static String title(ExploredScenario scenario) {
        String words = scenario.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String setting(ExploredScenario scenario) {
        String before = scenario.before().isEmpty() ? "Nothing was recorded before." : "Recorded before: "
                + scenario.before().stream().map(op -> op.amount() + " of " + op.metric())
                        .collect(Collectors.joining(", ")) + ".";
        String refused = scenario.name().contains("REFUSED") ? " The sink refuses the first total: it throws." : "";
        String late = scenario.name().startsWith("LATE_") ? " The interval is over, so a record begins a flush." : "";
        String wasThere = scenario.roles().stream().filter(Role::wasThere).map(role -> scenario.roles().size() < 3 ? ""
                : " That was done by the thread that is the " + role.name() + " now.").collect(Collectors.joining());
        return before + wasThere + refused + late;
    }

    private static RoleData told(Role role) {
        return new RoleData(role.name(), role.after(), role.operations().stream().map(Op::toString).toList());
    }

    private static JsonNode told(Graph graph) throws IOException {
        ObjectNode told = (ObjectNode) JSON.readTree(GraphJson.of(graph));
        return told.put("states", Vlq.ofStates(told.get("states"), graph.scenario().roles().size()));
    }

    private static SubjectData told(Subject subject, FailureModes modes) throws IOException {
        List<JsonNode> graphs = new ArrayList<>();
        Map<String, String> says = new TreeMap<>();
        Map<String, List<String>> called = new LinkedHashMap<>();
        for (Graph graph : subject.graphs().values()) {
            Rule rule = graph.scenario().rule();
            graphs.add(told(graph));
            says.put(rule.id(), subject.says(rule).toString());
            for (Kind kind : Challenge.kinds(graph)) {
                called.put(graph.scenario() + " " + kind, modes.of(subject, graph.scenario(), kind));
            }
        }
        return new SubjectData(subject.id(), subject.title(), subject.isModule(), subject.source(), says, graphs,
                subject.notJudged(), Challenge.of(subject), Challenge.none(subject),
                unseen(subject), called);
    }

    private static List<String> unseen(Subject subject) throws IOException {
        List<String> unseen = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            boolean seen = subject.graphs().values().stream()
                    .anyMatch(graph -> graph.scenario().rule() == rule && graph.violations().signum() > 0);
            if (!seen && !subject.leavesOut(rule) && !rule.name().startsWith("R6")
                    && subject.says(rule) == Expectation.VIOLATED) {
                unseen.add(rule.id());
            }
        }
        return unseen;
    }
}
