package metricsbuffer.suite.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import org.junit.jupiter.api.Test;

class ColumnTest {

    @Test
    void aColumnSaysWhatWasSeenAndWhatToLookAt() {
        String longText = "x".repeat(200);
        Column column = new Column(declaring("violated"), new VerdictLog.Contents(List.of(
                new Verdict(Rule.R101, "T.a", Outcome.VIOLATED, longText),
                new Verdict(Rule.R101, "T.b", Outcome.HELD, ""),
                new Verdict(Rule.R102, "T.c", Outcome.HELD, "")), List.of("T3: seen 7 of 9")));

        String printed = column.print();
        assertThat(printed).contains("in 1 of 2 scenarios: xxx").contains("xxx...").doesNotContain("x".repeat(111))
                .containsPattern("MB-R102 +holds +1 scenario")
                .containsPattern("MB-R103 +not run +\\(no test of it").containsPattern("MB-R601 +not run +\\(not in this build")
                .contains("stress   T3: seen 7 of 9").contains("As somebody's declares.")
                .doesNotContain(Rule.R101.lookAt());
    }

    @Test
    void aColumnCountsWhatIsNotAsDeclared() {
        Column column = new Column(declaring("holds"), new VerdictLog.Contents(List.of(
                new Verdict(Rule.R101, "T.a", Outcome.VIOLATED, "saw it"),
                new Verdict(Rule.R103, "T.b", Outcome.BROKEN, "a harness")), List.of()));

        assertThat(column.print()).contains("2 NOT as somebody's declares").contains("look at: " + Rule.R101.lookAt())
                .contains(Rule.R101.text()).containsPattern("MB-R103 +NO VERDICT +no verdict in 1 of 1 scenario: a harness");
    }

    @Test
    void seenBrokenIsSeenBrokenWhateverAnotherScenarioCameTo() {
        for (String declared : List.of("holds", "violated", "not promised")) {
            Column column = new Column(declaring(declared), new VerdictLog.Contents(List.of(
                    new Verdict(Rule.R101, "T.a", Outcome.BROKEN, "a harness"),
                    new Verdict(Rule.R101, "T.b", Outcome.VIOLATED, "saw it"),
                    new Verdict(Rule.R101, "T.c", Outcome.HELD, "")), List.of()));

            assertThat(column.cell(Rule.R101).text())
                    .isEqualTo(declared.equals("not promised") ? "NOT PROMISED" : "VIOLATED");
            assertThat(column.print()).contains("in 1 of 3 scenarios, no verdict in 1: saw it").contains("1 NOT as");
        }
    }

    @Test
    void aDeclaredViolationThatNobodySawStandsInCapitals() {
        Column column = new Column(declaring("violated"), new VerdictLog.Contents(
                List.of(new Verdict(Rule.R101, "T.a", Outcome.HELD, "")), List.of()));

        assertThat(column.cell(Rule.R101)).isEqualTo(new Column.Cell("NOT SEEN", false, true));
    }

    @Test
    void whatIsNotPromisedMayBeEither() {
        for (Outcome outcome : List.of(Outcome.HELD, Outcome.VIOLATED)) {
            Column column = new Column(declaring("not promised"), new VerdictLog.Contents(
                    List.of(new Verdict(Rule.R101, "T.a", outcome, "")), List.of()));
            assertThat(column.cell(Rule.R101)).isEqualTo(new Column.Cell("not promised", true, true));
        }
    }

    @Test
    void ofABufferAloneNothingIsSaidOfTheConsumer() {
        Column column = new Column(Expectations.of(ExpectationsTest.ofABufferAlone()), new VerdictLog.Contents(
                List.of(new Verdict(Rule.R101, "T.a", Outcome.HELD, "")), List.of()));

        assertThat(column.print()).contains("MB-R501").doesNotContain("MB-R107", "MB-R601", "consumer");
    }

    @Test
    void whatNoInstrumentCouldJudgeIsNotSaidToHold() {
        Verdict notJudged = new Verdict(Rule.R101, "T.a", Outcome.NOT_JUDGED, Expectations.NOT_JUDGED);
        Column column = new Column(declaring("holds"), new VerdictLog.Contents(List.of(notJudged), List.of()));
        assertThat(column.cell(Rule.R101)).isEqualTo(new Column.Cell("not judged", true, true));

        column = new Column(declaring("holds"), new VerdictLog.Contents(
                List.of(notJudged, new Verdict(Rule.R101, "T.b", Outcome.HELD, "")), List.of()));
        assertThat(column.cell(Rule.R101)).isEqualTo(new Column.Cell("holds", true, true));
        assertThat(column.print())
                .containsPattern("MB-R101 +holds +2 scenarios, 1 not judged: it has threads of its own");
    }

    /** What is declared of MB-R101; the rest holds. */
    private static Expectations declaring(String expectation) {
        Properties properties = ExpectationsTest.complete();
        properties.setProperty("MB-R101", expectation);
        return Expectations.of(properties);
    }
}
