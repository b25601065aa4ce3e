package metricsbuffer.suite.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the explorer does not model is not judged: it never says 'none of all', and never accuses. */
class UnseenTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "UNKNOWN_IN_THE_LAST_FLUSH     | Semaphore",
        "UNKNOWN_AND_SWALLOWED         | Semaphore",
        "METHOD_SWALLOWED              | AtomicLong.compareAndExchange",
        "METHOD_BY_REFERENCE_SWALLOWED | AtomicLong.getOpaque",
        "METHOD_IN_THE_LAST_FLUSH      | AtomicLong.compareAndExchange",
        "COPY_OF_A_RANGE               | Arrays.copyOfRange",
        "FILL_A_RANGE                  | Arrays.fill",
        "FILL_ONLY                     | Arrays.fill",
        "STREAM_OF_AN_ARRAY            | LongStream.of",
        "STREAM_BY_REFERENCE           | Arrays.stream",
        "LIST_OF_AN_ARRAY              | Arrays.asList",
        "FIELD_OF_AN_ENUM              | enum",
        "HELD_BY_AN_ENUM               | from buffer to buffer",
        "TRIED_LOCK                    | ReentrantLock.tryLock",
        "ASKED_LOCK                    | ReentrantLock.isLocked",
        "TRIED_HALF                    | Lock.tryLock",
    })
    void whatIsNotSeenIsNotJudged(Unseen buffer, String why) {
        assertThatThrownBy(() -> Explorer.count(buffer, ExploredScenario.RECORD_AND_FLUSH))
                .isInstanceOf(NotJudged.class).hasMessageStartingWith("not judged: ").hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "ARRAYS_OF_ITS_OWN, TWO_RECORDS, 2, 0",
        "CONSTANT_ENUM, TWO_RECORDS, 2, 0",
        // A read and a write against a read and a write.
        "FIELD_OF_A_SUPERCLASS, TWO_RECORDS, 6, 4",
        "FLOATS, TWO_RECORDS, 6, 4",
        "SHORTS, TWO_RECORDS, 6, 4",
        "CHARS, TWO_RECORDS, 6, 4",
        "BYTES, TWO_RECORDS, 6, 4",
        // A read and a write against a read, a write and an emission: exact if the one writes after the other.
        "REMOVED_FROM_AN_ENUM_MAP, RECORD_AND_FLUSH, 10, 3",
        "SET_IN_AN_ENTRY, RECORD_AND_FLUSH, 21, 10",
        "SET_IN_A_LIST, RECORD_AND_FLUSH, 10, 3",
        // A merge against a size, two of a walk, a removal and an emission; JDKs differ in what else they ask for.
        "COPY_OF_THE_KEYS, RECORD_AND_FLUSH, 6, 0",
    })
    void whatIsSeenIsCounted(Unseen buffer, ExploredScenario scenario, long schedules, long violations) {
        Graph graph = Explorer.count(buffer, scenario);
        assertThat(graph.schedules()).as("schedules").isEqualTo(schedules);
        assertThat(graph.violations()).as("of them against the rule: %s", graph.ends()).isEqualTo(violations);
    }

    @ParameterizedTest
    @EnumSource(names = {"TAKEN_BY_A_KEY", "TAKEN_BY_AN_ENTRY", "TAKEN_IF_ZERO", "TAKEN_FROM_A_QUEUE",
        "REPLACED_UNDER_A_MONITOR", "REPLACED_IF_EQUAL", "REMOVED_UNDER_A_MONITOR"})
    void whatIsRightIsNotAccused(Unseen buffer) {
        for (ExploredScenario scenario : List.of(ExploredScenario.TWO_RECORDS, ExploredScenario.RECORD_AND_FLUSH,
                ExploredScenario.TWO_FLUSHES)) {
            Graph graph = Explorer.count(buffer, scenario);
            assertThat(graph.violations()).as("of %s in %s: %s", graph.schedules(), scenario, graph.ends()).isZero();
        }
    }
}
