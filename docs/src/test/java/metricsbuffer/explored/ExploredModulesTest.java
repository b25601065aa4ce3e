package metricsbuffer.explored;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import metricsbuffer.suite.explore.ExploredScenario;
import metricsbuffer.suite.explore.Explorer;
import metricsbuffer.suite.explore.Graph;
import metricsbuffer.suite.explore.GraphJson;
import metricsbuffer.suite.explore.Label;
import metricsbuffer.suite.explore.Verdict;
import metricsbuffer.suite.module.Modules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The counts are right: other ways to come to them, and schedules that are played again. */
class ExploredModulesTest {

    private static final int SCHEDULES = 200;
    private static final long SEED = 20_261_128;
    /** So many schedules are few enough to be played one by one. */
    private static final BigInteger FEW = BigInteger.valueOf(300);

    static Stream<String> modules() {
        return Modules.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void schedulesThatArePlayedAgainEndAsTheGraphSays(String module) throws IOException {
        Random random = new Random(SEED);
        ExploredScenario[] scenarios = ExploredScenario.values();
        for (int at = 0; at < scenarios.length; at++) {
            Graph graph = Explored.count(module, scenarios[at]);
            List<List<Integer>> schedules = new ArrayList<>();
            List<Verdict> ends = new ArrayList<>();
            while (schedules.size() < SCHEDULES / scenarios.length + (at < SCHEDULES % scenarios.length ? 1 : 0)) {
                schedules.add(graph.anySchedule(random));
                ends.add(graph.after(schedules.get(schedules.size() - 1)).verdict());
            }
            assertThat(Explorer.playAll(Explored.module(module), graph, schedules))
                    .as("%s, %s: how %s end", module, scenarios[at], schedules).isEqualTo(ends);
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void playedOneByOneTheyAreAsManyAndEndAlike(String module) throws IOException {
        int played = 0;
        for (ExploredScenario scenario : ExploredScenario.values()) {
            Graph graph = Explored.count(module, scenario);
            if (graph.schedules().compareTo(FEW) <= 0) {
                Graph tree = Explorer.playOneByOne(Explored.module(module), scenario, Integer.MAX_VALUE);
                assertThat(tree.ends()).as("%s, %s", module, scenario).isEqualTo(graph.ends());
                played++;
            }
        }
        assertThat(played).as("scenarios that are few schedules, in %s", module).isPositive();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void exploredInAnotherOrderTheyAreAsMany(String module) throws IOException {
        for (ExploredScenario scenario : ExploredScenario.values()) {
            Graph graph = Explored.count(module, scenario);
            Graph again = Explorer.countAgain(Explored.module(module), scenario);
            assertThat(again.ends()).as("%s, %s", module, scenario).isEqualTo(graph.ends());
            assertThat(again.nodes()).as("%s, %s: states", module, scenario).hasSameSizeAs(graph.nodes());
            assertThat(again.steps()).as("%s, %s: steps", module, scenario).isEqualTo(graph.steps());
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void eachStepIsOnALineOfTheSource(String module) throws IOException {
        List<String> lines = Files.readAllLines(Explored.source(module));
        for (Graph.Node node : Explorer.explore(Explored.module(module), ExploredScenario.RECORD_AND_FLUSH).nodes()) {
            for (Label label : node.labels()) {
                if (label != null) {
                    assertThat(label.file()).isEqualTo("MetricsBuffer.java");
                    assertThat(lines.get(label.line() - 1)).as("line %d, of '%s'", label.line(), label.words())
                            .containsPattern("\\w+[.(]|=|\\[|synchronized");
                    assertThat(label.words()).isNotBlank().doesNotContain("StandIn", "@", "$");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theJsonLeadsToTheSameEnds(String module) throws IOException {
        Graph graph = Explorer.explore(Explored.module(module), ExploredScenario.LOWER_THEN_HIGHER);
        JsonNode json = new ObjectMapper().readTree(GraphJson.of(graph));
        Random random = new Random(SEED);
        for (int schedule = 0; schedule < SCHEDULES; schedule++) {
            List<Integer> threads = graph.anySchedule(random);
            JsonNode state = json.at("/states/0");
            for (int thread : threads) {
                assertThat(state.get(3 + thread).intValue()).as("label of a thread that makes a step").isNotNegative();
                state = json.get("states").get(state.get(3 + json.get("threads").size() + thread).intValue());
            }
            assertThat(json.get("verdicts").get(state.get(2).intValue()).get("words").textValue())
                    .isEqualTo(graph.after(threads).verdict().words());
        }
        json.get("simplest").properties().forEach(simplest -> {
            List<Integer> threads = simplest.getValue().textValue().chars()
                    .mapToObj(Character::getNumericValue).toList();
            assertThat(graph.after(threads).verdict().words()).isEqualTo(simplest.getKey());
        });
    }
}
