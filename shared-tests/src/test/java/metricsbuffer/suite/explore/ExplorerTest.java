package metricsbuffer.suite.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The explorer, on buffers whose schedules can be counted by hand. */
class ExplorerTest {

    private static final int MANY = 100_000;

    @ParameterizedTest
    @CsvSource({
        // Two steps each: 4!/(2! 2!) orders, and only the two in which they do not overlap are exact.
        "PLAIN_FIELD, TWO_RECORDS, 6, 4",
        "PLAIN_ARRAY, TWO_RECORDS, 6, 4",
        "ATOMIC, TWO_RECORDS, 2, 0",
        "ATOMIC_BY_REFERENCE, TWO_RECORDS, 2, 0",
        "UPDATED_BY_A_FUNCTION, TWO_RECORDS, 2, 0",
        "UPDATED_IN_AN_ARRAY, TWO_RECORDS, 2, 0",
        "UPDATES_ITS_OWN_BY_A_FUNCTION, TWO_RECORDS, 6, 4",
        // Who comes first does all of it before the other enters.
        "SYNCHRONIZED, TWO_RECORDS, 2, 0",
        "SYNCHRONIZED_ON_A_CLASS, TWO_RECORDS, 2, 0",
        "LOCKED, TWO_RECORDS, 2, 0",
        // Two may read at once: two steps each.
        "READ_AND_WRITE_LOCKED, TWO_RECORDS, 6, 0",
        // A lock and an addition against a lock, a read, a write and an emission.
        "READ_AND_WRITE_LOCKED, RECORD_AND_FLUSH, 4, 0",
        "SYNCHRONIZED_MAP, TWO_RECORDS, 2, 0",
        // A read and a write against a read, a write and an emission.
        "PLAIN_FIELD, RECORD_AND_FLUSH, 10, 6",
        // One step against two.
        "ATOMIC, RECORD_AND_FLUSH, 3, 0",
        // A merge against the begin of a function and its emission: it cannot come between them.
        "IN_COMPUTE, RECORD_AND_FLUSH, 2, 0",
    })
    void allSchedulesAreCounted(Toy toy, ExploredScenario scenario, long schedules, long violations) {
        Graph graph = Explorer.explore(toy, scenario);
        assertThat(graph.schedules()).as("schedules").isEqualTo(schedules);
        assertThat(graph.violations()).as("of them against the rule: %s", graph.ends()).isEqualTo(violations);
    }

    @Test
    void aDeadlockIsAnEnd() {
        Graph graph = Explorer.explore(Toy.OPPOSITE_LOCKS, ExploredScenario.RECORD_AND_FLUSH);
        assertThat(graph.ends()).containsKeys("hangs", "exact").hasSize(2);
        assertThat(graph.after(graph.simplest(verdict -> verdict.words().equals("hangs"))).labels())
                .as("both wait").allMatch(Label::waits);
    }

    @Test
    void whatAFunctionMakesForAMapIsSharedFromThenOn() {
        assertThat(Explorer.count(Toy.MADE_IN_A_MAP, ExploredScenario.LATE_RECORDS).ends())
                .containsKeys("exact", "lost 1 of A", "lost 10 of A", "lost 100 of A");
    }

    @Test
    void whoWaitsInALoopForNothingHangs() {
        assertThat(Explorer.count(Toy.WAITS_FOR_EVER, ExploredScenario.TWO_RECORDS).ends()).containsOnlyKeys("hangs");
        assertThat(Explorer.count(Toy.GIVES_WAY, ExploredScenario.TWO_RECORDS).ends()).containsOnlyKeys("exact");
    }

    @Test
    void whatIsThrownIsAnEnd() {
        Graph graph = Explorer.explore(Toy.THROWS, ExploredScenario.RECORD_AND_FLUSH);
        assertThat(graph.ends().keySet()).anyMatch(words -> words.startsWith("threw IllegalStateException"));
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN_FIELD", "PLAIN_ARRAY", "ATOMIC", "SYNCHRONIZED", "OPPOSITE_LOCKS", "SYNCHRONIZED_MAP",
        "IN_COMPUTE", "GIVES_WAY", "THROWS"})
    void onePlayedAfterTheOtherTheyAreAsMany(Toy toy) {
        List<ExploredScenario> scenarios = new ArrayList<>(List.of(ExploredScenario.RECORD_AND_FLUSH,
                ExploredScenario.TWO_RECORDS, ExploredScenario.TWO_FLUSHES));
        if (toy != Toy.GIVES_WAY) { // with three threads it has too many
            scenarios.add(ExploredScenario.HANDED_OVER_TO_A_NEW_THREAD);
        }
        for (ExploredScenario scenario : scenarios) {
            Graph merged = Explorer.explore(toy, scenario);
            Graph tree = Explorer.playOneByOne(toy, scenario, MANY);
            assertThat(merged.ends()).as("%s, %s", toy, scenario).isEqualTo(tree.ends());
            assertThat(merged.nodes().size()).isLessThanOrEqualTo(tree.nodes().size());
        }
    }

    /** Each has two states that are easily taken for one. */
    @ParameterizedTest
    @CsvSource({
        "PUTS_WHAT_IT_MADE, LATE_RECORDS",
        "PUTS_WHAT_IT_MADE, EACH_RECORDS_THEN_FLUSHES",
        "LOOKS_AGAIN_AT_WHAT_IT_MADE, LATE_RECORD_AND_FLUSH",
        "HANDED_OVER_IN_A_HOLDER, RECORD_AND_FLUSH",
        "THROWS_AFTER_A_REFUSAL, RECORD_AND_REFUSED_FLUSH",
        "WALKS_OVER_EQUAL_ELEMENTS, TWO_FLUSHES",
        "TAKES_OUT_THE_FIRST, RECORD_BETWEEN_FLUSHES",
        "SEES_IN_A_FUNCTION, RECORD_AND_FLUSH",
    })
    void statesThatDifferAreNotTakenForOne(Toy toy, ExploredScenario scenario) {
        assertThat(Explorer.count(toy, scenario).ends())
                .isEqualTo(Explorer.playOneByOne(toy, scenario, 10 * MANY).ends());
    }

    @Test
    void schedulesThatArePlayedEndAsTheGraphSays() {
        Graph graph = Explorer.explore(Toy.PLAIN_FIELD, ExploredScenario.HANDED_OVER_TO_A_NEW_THREAD);
        Random random = new Random(1);
        List<List<Integer>> schedules = IntStream.range(0, 50).mapToObj(any -> graph.anySchedule(random)).toList();
        assertThat(Explorer.playAll(Toy.PLAIN_FIELD, graph, schedules))
                .isEqualTo(schedules.stream().map(schedule -> graph.after(schedule).verdict()).toList());
    }

    @Test
    void aStateSaysWhatIsNextAndWhatTheBufferHolds() {
        Graph graph = Explorer.explore(Toy.PLAIN_FIELD, ExploredScenario.TWO_RECORDS);
        Graph.Node first = graph.nodes().get(0);
        assertThat(first.labels()).extracting(Label::words).containsExactly("reads total", "reads total");
        assertThat(first.labels()).extracting(Label::file).containsOnly("Toy.java");
        assertThat(first.fields()).isEqualTo(Map.of("total", "1"));
        Graph.Node lost = graph.after(List.of(0, 1, 1, 0));
        assertThat(lost.fields()).isEqualTo(Map.of("total", "11"));
        assertThat(lost.verdict().words()).isEqualTo("lost 100 of A");
    }

    @ParameterizedTest
    @EnumSource(names = {"RING", "LONG_LIST"})
    void whatLeadsBackOrGoesOnForLongIsToldInShort(Toy toy) {
        Graph graph = Explorer.explore(toy, ExploredScenario.TWO_RECORDS);
        assertThat(graph.nodes().get(0).fields().get("last")).contains("Link(").contains("...").hasSizeLessThan(500);
    }

    @Test
    void aScheduleMayBeLong() {
        List<Graph.Node> nodes = new ArrayList<>();
        for (int id = 0; id <= MANY; id++) {
            Graph.Node before = id == 0 ? null : nodes.get(id - 1);
            nodes.add(new Graph.Node(id, Arrays.asList(null, null), Map.of(), Map.of(), before, 0));
            if (before != null) {
                before.follows(0, nodes.get(id));
            }
        }
        nodes.get(MANY).ends(Verdict.of(EnumSet.noneOf(Verdict.Kind.class), List.of()));
        Graph graph = new Graph(ExploredScenario.TWO_RECORDS, nodes, Set.of());
        assertThat(graph.schedules()).isOne();
        assertThat(graph.simplest(verdict -> true)).hasSize(MANY).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "SPINS | TWO_RECORDS | waits in a loop",
        "NOTHING        | TWO_RECORDS | no step of the buffer is seen",
        "UNKNOWN        | TWO_RECORDS | Semaphore",
        "UNKNOWN_METHOD | TWO_FLUSHES | reduceValuesToLong",
        "WRITES_IN_A_FUNCTION | TWO_RECORDS | a function that is to be one step changes",
        "CALLS_IN_A_FUNCTION  | TWO_RECORDS | a function that is to be one step changes",
        "ENTERS_IN_A_FUNCTION | TWO_RECORDS | a function that is to be one step enters a monitor",
        "KEEPS_A_RANDOM_NUMBER | LATE_RECORD_AND_FLUSH | the same steps do not lead to the same state",
        "OWN_THREAD     | TWO_RECORDS | Thread",
        "STATIC_STATE   | TWO_RECORDS | from buffer to buffer",
    })
    void whatIsNotKnownIsNotJudged(Toy toy, ExploredScenario scenario, String why) {
        assertThatThrownBy(() -> Explorer.explore(toy, scenario)).isInstanceOf(NotJudged.class)
                .hasMessageStartingWith("not judged: ").hasMessageContaining(why);
    }

    @Test
    void tooManyStatesAreNotCutOffInSilence() {
        assertThatThrownBy(() -> Explorer.count(Toy.PLAIN_FIELD, ExploredScenario.HANDED_OVER_TO_A_NEW_THREAD, 10))
                .isInstanceOf(NotJudged.class).hasMessageContaining("more than 10 states");
    }
}
