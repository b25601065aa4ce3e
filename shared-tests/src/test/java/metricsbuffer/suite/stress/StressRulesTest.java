package metricsbuffer.suite.stress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is run, and what is said of the rest, depends on the machine; here it does not. */
class StressRulesTest {

    @Test
    void aTestWithThreeActorsIsNotRunOnTwoCpus() {
        assertThat(StressRules.notRun(StressRules.TESTS, 2)).containsExactly(CutAcrossThreads.class);
        assertThat(StressRules.notRunLine(CutAcrossThreads.class))
                .isEqualTo("CutAcrossThreads: not run: three actors");
    }

    @Test
    void eachTestIsRunOnThreeCpus() {
        assertThat(StressRules.notRun(StressRules.TESTS, 3)).isEmpty();
    }
}
