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

    /**
     * Rules that an exercise breaks in some schedule and whose answer does not name them in its first lines, with the
     * reason.
     */
    private static final Map<String, Set<Rule>> SAID_IN_THE_TEXT = Map.of(
            // Stranded units of a metric first seen are stranded as well; its torn cut is in the text.
            "MB-X30", EnumSet.of(Rule.R102, Rule.R201),
            // The second thread is refused by an exception: one thread, to which all is promised, cannot show it.
            "MB-X31", EnumSet.of(Rule.R104));

    /** Rules that are broken by more than two threads' steps, or in a scenario that is not explored. */
    private static final Map<String, Set<Rule>> NOT_IN_THESE_SCENARIOS = Map.of(
            // The interval begins anew at the end of a flush, which takes a clock that does not stand.
            "MB-X04", EnumSet.of(Rule.R402),
            // The second thread dies: nobody has seen both flushes return.
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
                .containsExactlyInAnyOrderElementsOf(SAID_IN_THE_TEXT.getOrDefault(id, Set.of()));
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
