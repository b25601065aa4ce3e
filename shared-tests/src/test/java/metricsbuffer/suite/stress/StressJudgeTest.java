package metricsbuffer.suite.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import metricsbuffer.suite.stress.OutcomeCounts.Outcome;
import metricsbuffer.suite.verdict.Expectations;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.runners.TestList;

/** Judged against selftest.properties: R101 is declared violated, R201 is not promised, the rest holds. */
class StressJudgeTest {

    private final StressJudge judge = new StressJudge(Expectations.load("selftest.properties"), false);
    private final StressJudge rawJudge = new StressJudge(Expectations.load("selftest.properties"), true);

    @Test
    void aBrokenPromiseIsRed() {
        assertThatThrownBy(() -> judge.judge(counts(seen("lost", "MB-R102: lost: it was never emitted"))))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContainingAll("MB-R102", "holds", "'lost'", "seen 7 of 1,000", Rule.R102.lookAt(),
                        "-Dstress.tests=SomeTest");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "MB-R101 | 7 | MB-R101 lost: seen 7 of 1,000 (violated, as declared)",
        "MB-R201 | 7 | MB-R201 lost: seen 7 of 1,000 (not promised)",
        "MB-R102 | 0 | forbidden outcomes: not seen in 1,000"})
    void whatBreaksNoPromiseIsReported(String rule, long count, String line) {
        OutcomeCounts counts = counts(new Outcome("lost", count, true, rule + ": lost"));
        assertThatCode(() -> judge.judge(counts)).doesNotThrowAnyException();
        assertThat(judge.line(counts)).isEqualTo("SomeTest: " + line);
    }

    @Test
    void theReportSaysWhatWasDeclared() {
        assertThat(judge.report(counts(seen("lost", "MB-R101: lost"))))
                .contains("seen 7 of 1,000", "violated, as declared");
    }

    @Test
    void everyViolationIsRedWhenRaw() {
        assertThatThrownBy(() -> rawJudge.judge(counts(seen("lost", "MB-R101: lost"))))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> rawJudge.judge(counts(seen("torn", "MB-R201: torn"))))
                .isInstanceOf(RuleViolation.class);
        assertThatCode(() -> rawJudge.judgeTeeth(List.of(counts(notSeen("MB-R101: lost"))))).doesNotThrowAnyException();
    }

    @Test
    void anUnknownOutcomeIsRedAndNoViolation() {
        assertThatThrownBy(() -> judge.judge(counts(seen("what", StressJudge.UNKNOWN_OUTCOME))))
                .isNotInstanceOf(RuleViolation.class).hasMessageContaining("what");
    }

    @Test
    void aTestWithoutAResultIsRed() {
        OutcomeCounts hung = new OutcomeCounts("SomeTest", 0, List.of(), "TIMEOUT_ERROR");
        assertThatThrownBy(() -> judge.judge(hung))
                .isNotInstanceOf(RuleViolation.class).hasMessageContaining("TIMEOUT_ERROR");
        assertThat(judge.line(hung)).isEqualTo("SomeTest: no result");
    }

    @Test
    void aModuleShowsOneOfTheViolationsItDeclares() {
        OutcomeCounts nothing = counts(notSeen("MB-R101: lost"));
        assertThatThrownBy(() -> judge.judgeTeeth(List.of(nothing))).hasMessageContaining("lost its teeth");
        assertThatCode(() -> judge.judgeTeeth(List.of(nothing, counts(seen("lost", "MB-R101: lost")))))
                .doesNotThrowAnyException();
    }

    @Test
    void aViolationThatIsNotDeclaredIsNoTooth() {
        assertThatThrownBy(() -> judge.judgeTeeth(List.of(counts(notSeen("MB-R101: lost")),
                counts(seen("torn", "MB-R201: torn"))))).hasMessageContaining("lost its teeth");
    }

    @Test
    void aModuleThatDeclaresNothingNeedsNoTeeth() {
        assertThatCode(() -> judge.judgeTeeth(List.of(counts(notSeen("MB-R102: lost"))))).doesNotThrowAnyException();
    }

    /** A typo in an annotation would turn a violation into a broken harness, or a rule into none. */
    @Test
    void everyForbiddenOutcomeNamesARule() {
        assertThat(TestList.tests()).containsExactlyInAnyOrderElementsOf(
                StressRules.TESTS.stream().map(Class::getName).toList());
        for (String test : TestList.tests()) {
            assertThat(TestList.getInfo(test).unmatched().description()).as(test)
                    .isEqualTo(StressJudge.UNKNOWN_OUTCOME);
            for (StateCase graded : TestList.getInfo(test).cases()) {
                assertThat(graded.expect()).as(test).isIn(Expect.ACCEPTABLE, Expect.FORBIDDEN);
                if (graded.expect() == Expect.FORBIDDEN) {
                    assertThat(seen("", graded.description()).rule()).as(test).isNotNull();
                }
            }
        }
    }

    private static OutcomeCounts counts(Outcome outcome) {
        return new OutcomeCounts("SomeTest", 1_000, List.of(outcome), "");
    }

    private static Outcome seen(String id, String description) {
        return new Outcome(id, 7, true, description);
    }

    private static Outcome notSeen(String description) {
        return new Outcome("lost", 0, true, description);
    }
}
