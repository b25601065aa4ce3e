package metricsbuffer.suite.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTableTest {

    @TempDir
    private Path root;

    @BeforeEach
    void fourModulesThatHoldEverything() throws IOException {
        for (String module : VerdictTable.MODULES) {
            declare(module, Rule.R101, "holds");
        }
    }

    @Test
    void aTableOfNothingIsEmpty() {
        assertThat(VerdictTable.read(root).isEmpty()).isTrue();
        write("fix-lock", new Verdict(Rule.R102, "T.a", Outcome.HELD, ""));
        assertThat(VerdictTable.read(root).isEmpty()).isFalse();
    }

    @Test
    void theTableHasEachModuleAndEachRuleInWords() {
        write("buggy", new Verdict(Rule.R101, "T.a", Outcome.VIOLATED, "saw it"));
        write("fix-lock", new Verdict(Rule.R101, "T.a", Outcome.HELD, ""));
        new VerdictLog(root.resolve("fix-snapshot")).write("S", List.of(), List.of("T3: seen 0 of 1,000"));

        String table = VerdictTable.read(root).print();
        assertThat(table.lines().filter(line -> line.contains("rule"))).first().asString()
                .matches(" +rule +buggy +fix-snapshot +fix-lock +fix-concurrent *");
        assertThat(table.lines().filter(line -> line.contains("MB-R101"))).singleElement().asString()
                .matches(" +MB-R101 +VIOLATED +not run +holds +not run *");
        assertThat(table).contains("stress on fix-snapshot").contains("    T3: seen 0 of 1,000")
                .doesNotContain("stress on buggy");
    }

    @Test
    void aCellThatIsNotAsDeclaredIsAFault() throws IOException {
        declare("buggy", Rule.R101, "violated");
        for (String module : VerdictTable.MODULES) {
            boolean wrong = module.equals("buggy") || module.equals("fix-lock");
            write(module, new Verdict(Rule.R101, "T.a", wrong ? Outcome.VIOLATED : Outcome.HELD, ""));
        }
        assertThat(VerdictTable.read(root).faults()).singleElement().asString().contains("fix-lock", "MB-R101");
    }

    @Test
    void aRuleThatOneModuleHasNotRunIsAFaultAndOneThatNoneHasRunIsNot() {
        for (String module : List.of("buggy", "fix-snapshot", "fix-lock")) {
            write(module, new Verdict(Rule.R101, "T.a", Outcome.HELD, ""));
        }
        assertThat(VerdictTable.read(root).faults()).singleElement().asString()
                .contains("fix-concurrent", "MB-R101", "not run");
    }

    @Test
    void aColumnSaysWhatWasSeenAndWhatToLookAt() throws IOException {
        declare("buggy", Rule.R101, "violated");
        String longText = "x".repeat(200);
        Column column = Column.of(Expectations.of(root.resolve("buggy")), new VerdictLog.Contents(List.of(
                new Verdict(Rule.R101, "T.a", Outcome.VIOLATED, longText),
                new Verdict(Rule.R101, "T.b", Outcome.HELD, ""),
                new Verdict(Rule.R102, "T.c", Outcome.HELD, "")), List.of("T3: seen 7 of 9")));

        String printed = column.print();
        assertThat(printed).contains("in 1 of 2 scenarios: xxx").contains("xxx...").doesNotContain("x".repeat(111))
                .containsPattern("MB-R102 +holds +1 scenario")
                .containsPattern("MB-R103 +not run +\\(not in this build")
                .contains("stress   T3: seen 7 of 9").contains("As buggy declares.")
                .doesNotContain(Rule.R101.lookAt());
    }

    @Test
    void aColumnCountsWhatIsNotAsDeclared() {
        Column column = Column.of(Expectations.of(root.resolve("fix-lock")), new VerdictLog.Contents(List.of(
                new Verdict(Rule.R101, "T.a", Outcome.VIOLATED, "saw it"),
                new Verdict(Rule.R103, "T.b", Outcome.BROKEN, "a harness")), List.of()));

        assertThat(column.print()).contains("2 NOT as fix-lock declares").contains("look at: " + Rule.R101.lookAt())
                .contains(Rule.R101.text()).containsPattern("MB-R103 +NO VERDICT");
    }

    @Test
    void aDeclaredViolationThatNobodySawStandsInCapitals() throws IOException {
        declare("buggy", Rule.R101, "violated");
        Column column = Column.of(Expectations.of(root.resolve("buggy")), new VerdictLog.Contents(
                List.of(new Verdict(Rule.R101, "T.a", Outcome.HELD, "")), List.of()));

        assertThat(column.cell(Rule.R101)).isEqualTo(new Column.Cell("NOT SEEN", false, true));
    }

    @Test
    void whatIsNotPromisedMayBeEither() throws IOException {
        declare("buggy", Rule.R101, "not promised");
        for (Outcome outcome : List.of(Outcome.HELD, Outcome.VIOLATED)) {
            Column column = Column.of(Expectations.of(root.resolve("buggy")), new VerdictLog.Contents(
                    List.of(new Verdict(Rule.R101, "T.a", outcome, "")), List.of()));
            assertThat(column.cell(Rule.R101)).isEqualTo(new Column.Cell("not promised", true, true));
        }
    }

    private void declare(String module, Rule rule, String expectation) throws IOException {
        Path declared = root.resolve(module).resolve("src/test/resources/module.properties");
        Files.createDirectories(declared.getParent());
        StringBuilder lines = new StringBuilder("module = " + module + "\n");
        for (Rule each : Rule.values()) {
            lines.append(each.id()).append(" = ").append(each == rule ? expectation : "holds").append('\n');
        }
        Files.writeString(declared, lines);
    }

    private void write(String module, Verdict verdict) {
        new VerdictLog(root.resolve(module)).write("T", List.of(verdict), List.of());
    }
}
