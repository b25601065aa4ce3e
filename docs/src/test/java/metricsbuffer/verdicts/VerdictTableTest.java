package metricsbuffer.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTableTest {

    @TempDir
    private Path root;

    private BuiltModules built;

    @BeforeEach
    void fourModulesThatHoldEverything() throws IOException {
        built = new BuiltModules(root);
    }

    @Test
    void aTableOfNothingIsEmpty() {
        assertThat(VerdictTable.read(root).isEmpty()).isTrue();
        built.judged("fix-lock", new Verdict(Rule.R102, "T.a", Outcome.HELD, ""));
        assertThat(VerdictTable.read(root).isEmpty()).isFalse();
    }

    @Test
    void theTableHasEachModuleAndEachRuleInWords() {
        built.judged("buggy", new Verdict(Rule.R101, "T.a", Outcome.VIOLATED, "saw it"));
        built.judged("fix-lock", new Verdict(Rule.R101, "T.a", Outcome.HELD, ""));
        built.stressed("fix-snapshot", "T3: seen 0 of 1,000");

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
        built.declare("buggy", Rule.R101, "violated");
        for (String module : Modules.ALL) {
            boolean wrong = module.equals("buggy") || module.equals("fix-lock");
            built.judged(module, new Verdict(Rule.R101, "T.a", wrong ? Outcome.VIOLATED : Outcome.HELD, ""));
        }
        assertThat(VerdictTable.read(root).faults()).singleElement().asString().contains("fix-lock", "MB-R101");
    }

    @Test
    void aRuleThatOneModuleHasNotRunIsAFaultAndOneThatNoneHasRunIsNot() {
        for (String module : List.of("buggy", "fix-snapshot", "fix-lock")) {
            built.judged(module, new Verdict(Rule.R101, "T.a", Outcome.HELD, ""));
        }
        assertThat(VerdictTable.read(root).faults()).singleElement().asString()
                .contains("fix-concurrent", "MB-R101", "not run");
    }
}
