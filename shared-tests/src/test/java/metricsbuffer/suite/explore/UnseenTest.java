package metricsbuffer.suite.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    })
    void whatIsNotSeenIsNotJudged(Unseen buffer, String why) {
        assertThatThrownBy(() -> Explorer.count(buffer, ExploredScenario.RECORD_AND_FLUSH))
                .isInstanceOf(NotJudged.class).hasMessageStartingWith("not judged: ").hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({"ARRAYS_OF_ITS_OWN, 2"})
    void whatIsSeenIsJudged(Unseen buffer, long schedules) {
        Graph graph = Explorer.count(buffer, ExploredScenario.TWO_RECORDS);
        assertThat(graph.violations()).as("against the rule: %s", graph.ends()).isZero();
        assertThat(graph.schedules()).as("schedules").isEqualTo(schedules);
    }
}
