package metricsbuffer.suite.explore;

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
    })
    void whatIsNotSeenIsNotJudged(Unseen buffer, String why) {
        assertThatThrownBy(() -> Explorer.count(buffer, ExploredScenario.RECORD_AND_FLUSH))
                .isInstanceOf(NotJudged.class).hasMessageStartingWith("not judged: ").hasMessageContaining(why);
    }
}
