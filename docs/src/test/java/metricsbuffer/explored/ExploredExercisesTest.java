package metricsbuffer.explored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import metricsbuffer.exercises.AnsweredRules;
import metricsbuffer.suite.explore.ExploredScenario;
import metricsbuffer.suite.explore.Graph;
import metricsbuffer.suite.explore.NotJudged;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** All schedules of an exercise, against its answer. */
class ExploredExercisesTest {

    /** Rules that an answer says are not kept, and that are broken in no schedule of these scenarios. */
    private static final Map<String, Set<Rule>> NOT_IN_THESE_SCENARIOS = Map.of(
            // Under its lock a second record that finds the interval over waits, and then finds it begun anew. What
            // breaks the rule takes time that goes on during a flush, since the interval begins anew at its end: a
            // forced scenario moves the clock there. Here it stands.
            "MB-X04", EnumSet.of(Rule.R402),
            // In each schedule in which the two threads meet, one is refused and dies. The scenario asks what is left
            // when both have seen their flush return, and a dead one has not. A forced scenario sees it.
            "MB-X31", EnumSet.of(Rule.R105));

    /** Those that have a thread or a timer of their own. */
    private static final Set<String> NOT_JUDGED = Set.of("MB-X28", "MB-X29", "MB-X35", "MB-X38");

    @TestFactory
    Stream<DynamicTest> whatIsSeenIsWhatTheAnswerSays() throws IOException {
        return AnsweredRules.ofAll(Path.of("..")).entrySet().stream()
                .map(exercise -> dynamicTest(exercise.getKey(), () -> compare(exercise.getKey(), exercise.getValue())));
    }

    private static void compare(String id, Set<Rule> answered) throws IOException {
        Map<Rule, List<String>> broken = new EnumMap<>(Rule.class);
        Set<Rule> kept = EnumSet.noneOf(Rule.class);
        List<String> notJudged = explore(id, broken, kept);
        assertThat(notJudged.isEmpty()).as("whether %s is judged: %s", id, notJudged)
                .isEqualTo(!NOT_JUDGED.contains(id));
        Set<Rule> unanswered = EnumSet.noneOf(Rule.class);
        unanswered.addAll(broken.keySet());
        unanswered.removeAll(answered);
        assertThat(unanswered).as("broken in some schedule of %s, and not in its answer: %s", id, broken)
                .isEmpty();
        kept.removeAll(broken.keySet());
        kept.retainAll(answered);
        assertThat(kept).as("broken by the answer to %s, and in no schedule", id)
                .containsExactlyInAnyOrderElementsOf(NOT_IN_THESE_SCENARIOS.getOrDefault(id, Set.of()));
    }

    private static List<String> explore(String id, Map<Rule, List<String>> broken, Set<Rule> kept) throws IOException {
        List<String> notJudged = new ArrayList<>();
        for (ExploredScenario scenario : ExploredScenario.values()) {
            try {
                Graph graph = Explored.count(id, scenario);
                BigInteger violations = graph.violations();
                if (violations.signum() > 0) {
                    broken.computeIfAbsent(scenario.rule(), first -> new ArrayList<>())
                            .add("%s: %d of %d".formatted(scenario, violations, graph.schedules()));
                } else {
                    kept.add(scenario.rule());
                }
            } catch (NotJudged e) {
                notJudged.add(scenario + ": " + e.getMessage());
            }
        }
        return notJudged;
    }
}
