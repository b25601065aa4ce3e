package metricsbuffer.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import metricsbuffer.suite.verdict.VerdictLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictPageTest {

    private static final JudgedExercise WRONG =
            new JudgedExercise("MB-X01", "Take a <snapshot>", EnumSet.of(Rule.R101, Rule.R103), 42, true);
    private static final JudgedExercise RIGHT = new JudgedExercise("MB-X02", "Lock", Set.of(), 43, false);

    @TempDir
    private Path root;

    @BeforeEach
    void fourModules() throws IOException {
        BuiltModules built = new BuiltModules(root);
        built.declare("buggy", Rule.R101, "violated");
        built.stressed("fix-lock", "T3: seen 0 of 1,000");
        for (String module : Modules.ALL) {
            built.judged(module, Set.of("buggy", "fix-lock").contains(module)
                    ? new Verdict(Rule.R101, "T.r101A", Outcome.VIOLATED, "recorded 2, delivered <1>")
                    : new Verdict(Rule.R101, "T.r101A", Outcome.HELD, ""),
                    new Verdict(Rule.R102, "T.r102A", Outcome.HELD, ""));
        }
    }

    @Test
    void aCellSaysWhatWasSeenInWords() {
        String page = VerdictTable.read(root).page(List.of());
        assertThat(page)
                .contains("<td class=\"violated\">violated<br><small>in 1 of 1 scenario: recorded 2, delivered &lt;1&gt;</small></td>")
                .contains("<td class=\"fault\">VIOLATED<br><small>in 1 of 1 scenario: recorded 2, delivered &lt;1&gt;</small></td>")
                .contains("<td class=\"holds\">holds<br><small>1 scenario</small></td>")
                .contains("<td class=\"none\">not run</td>")
                .doesNotContain("<1>");
    }

    @Test
    void eachRuleIsLinkedAndExplained() {
        String page = VerdictTable.read(root).page(List.of());
        for (Rule rule : Rule.values()) {
            assertThat(page).contains("href=\"#" + rule.id() + "\"").contains("<h3 id=\"" + rule.id() + "\">");
        }
        assertThat(page).contains("T.r101A");
    }

    @Test
    void stressIsListedForTheModulesThatHaveRunIt() {
        assertThat(VerdictTable.read(root).page(List.of()))
                .contains("<h3>fix-lock</h3>\n<pre><code>T3: seen 0 of 1,000")
                .doesNotContain("<h3>buggy</h3>");
    }

    @Test
    void thePageNeedsNothingElse() {
        assertThat(VerdictTable.read(root).page(List.of(WRONG))).doesNotContain("src=", "<script", "@import", "http");
    }

    @Test
    void exercisesAreListedAsTheyWereJudged() throws IOException {
        assertThat(VerdictTable.read(root).page(List.of())).doesNotContain("The exercises");
        Path file = root.resolve("exercises.json");
        JudgedExercise.write(file, List.of(WRONG, RIGHT));
        assertThat(VerdictTable.read(root).page(JudgedExercise.read(file)))
                .contains("<td>MB-X01</td>\n<td>Take a &lt;snapshot&gt;</td>\n<td>MB-R101, MB-R103</td>\n<td>42</td>\n"
                        + "<td>says the same</td>")
                .contains("<td>MB-X02</td>\n<td>Lock</td>\n<td>nothing</td>\n<td>43</td>\n"
                        + "<td class=\"fault\">SAYS OTHERWISE</td>");
    }

    @Test
    void exercisesOfAnotherBuildAreNotListed() throws IOException {
        Path file = root.resolve("exercises.json");
        assertThat(JudgedExercise.read(file)).isEmpty();
        JudgedExercise.write(file, List.of(WRONG));
        assertThat(JudgedExercise.read(file)).containsExactly(WRONG);
        Files.writeString(file, Files.readString(file).replace(VerdictLog.stamp(), "another build"));
        assertThat(JudgedExercise.read(file)).isEmpty();
    }

    @Test
    void thePageNamesItsModulesAndItsEnvironment() {
        String page = VerdictTable.read(root).page(List.of());
        for (String module : Modules.ALL) {
            assertThat(page).contains("<th>" + module + "</th>");
        }
        assertThat(page).contains("Java " + System.getProperty("java.version")).contains("CPUs");
    }

    @Test
    void onlyWhatWasBrokenIsToldAmongTheRules() {
        assertThat(VerdictTable.read(root).page(List.of())).contains("buggy: recorded 2")
                .doesNotContain("T.r102A");
    }

    @Test
    void withoutStressThereIsNoChapterOfIt() throws IOException {
        Files.delete(root.resolve("fix-lock/target/verdicts/S.tsv"));
        assertThat(VerdictTable.read(root).page(List.of())).doesNotContain("Stress");
    }
}
