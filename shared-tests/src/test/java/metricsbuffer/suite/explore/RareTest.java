package metricsbuffer.suite.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The explorer, on buffers that do what few do: a verdict that is right, or none and why. */
class RareTest {

    private static final int MANY = 100_000;
    private static final Set<ExploredScenario> OF_ONE_TOTAL = EnumSet.of(ExploredScenario.TWO_RECORDS,
            ExploredScenario.RECORD_AND_FLUSH, ExploredScenario.TWO_FLUSHES, ExploredScenario.RECORD_BETWEEN_FLUSHES,
            ExploredScenario.LATE_RECORDS);

    @ParameterizedTest
    @CsvSource({
        "TAKES_OUT_ITS_BATCH, RECORD_BETWEEN_FLUSHES",
        "SWAPS_A_DOUBLE, RECORD_AND_FLUSH",
        "SWAPS_A_DOUBLE, RECORD_BETWEEN_FLUSHES",
        "MARKS_BY_TYPE, RECORD_AND_FLUSH",
        "KEY_OF_ITS_OWN, TWO_RECORDS",
        "KEY_OF_ITS_OWN, LATE_RECORDS",
    })
    void statesThatDifferAreNotTakenForOne(Rare buffer, ExploredScenario scenario) {
        assertThat(Explorer.count(buffer, scenario).ends())
                .isEqualTo(Explorer.countAgain(buffer, scenario).ends())
                .isEqualTo(Explorer.playOneByOne(buffer, scenario, MANY).ends());
    }

    @ParameterizedTest
    @EnumSource(names = {"CONCURRENT_KEY_OF_ITS_OWN", "LISTS_THE_KEYS", "SORTS_THE_ENTRIES", "COPIES_A_QUEUE",
        "INSERTS_INTO_AN_ARRAY", "INSERTS_INTO_A_LIST", "YIELDS", "TRIES_AGAIN", "LOGS"})
    void whatIsRightIsNotAccused(Rare buffer) {
        for (ExploredScenario scenario : OF_ONE_TOTAL) {
            assertThat(Explorer.count(buffer, scenario).ends()).as("%s", scenario).containsOnlyKeys("exact");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "TRIES_AGAIN     | RECORD_AND_REFUSED_FLUSH | exact",
        "THROWS_A_RING   | TWO_FLUSHES | threw RuntimeException, the last flush threw RuntimeException, lost 1 of A",
        "THROWS_AN_ERROR | TWO_RECORDS | the last flush threw AssertionError, lost 111 of A",
        "ENTERS_NULL     | TWO_RECORDS | threw NullPointerException, threw NullPointerException",
        "NEVER_LEAVES    | RECORD_AND_FLUSH | hangs",
    })
    void howItEndsIsSaid(Rare buffer, ExploredScenario scenario, String end) {
        assertThat(Explorer.count(buffer, scenario).ends().keySet()).allMatch(words -> words.endsWith(end));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "NEVER_LEAVES            | LOWER_THEN_HIGHER | a call does not return although no other thread is there",
        "TAKES_IN_A_FUNCTION     | RECORD_AND_FLUSH | a function that a real atomic may call again",
        "ESCAPES                 | RECORD_AND_FLUSH | it hands out a Escaping before its final fields are set",
        "CLONES                  | RECORD_AND_FLUSH | Object.clone",
        "REFLECTS                | RECORD_AND_FLUSH | Field.setLong",
        "KEEPS_IN_AN_EXCEPTION   | RECORD_AND_FLUSH | it keeps something in a metricsbuffer.suite.explore.Rare$Carrier",
        "EXTENDS_A_MAP           | RECORD_AND_FLUSH | it extends java.util.HashMap",
        "EXTENDS_A_LOCK          | RECORD_AND_FLUSH | it extends java.util.concurrent.locks.ReentrantLock",
        "EXTENDS_AN_ABSTRACT_MAP | RECORD_AND_FLUSH | it extends java.util.AbstractMap",
        "SWALLOWS_AN_ERROR       | RECORD_AND_FLUSH | java.util.NavigableMap",
        "CASTS                   | RECORD_AND_FLUSH | it casts to java.util.SortedMap",
        "HAS_HELPERS             | RECORD_AND_FLUSH | Collection.parallelStream",
        "READS_THE_TIME          | TWO_RECORDS      | System.nanoTime",
        "WAITS_FOR_A_TIME        | LATE_RECORDS     | it waits for the clock, which stands",
        "IS_BIG                  | TWO_RECORDS      | it takes too long",
    })
    void whatCannotBeJudgedIsNot(Rare buffer, ExploredScenario scenario, String why) {
        assertThatThrownBy(() -> Explorer.count(buffer, scenario)).isInstanceOf(NotJudged.class)
                .hasMessageStartingWith("not judged: ").hasMessageContaining(why);
    }
}
