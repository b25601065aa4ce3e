package metricsbuffer.suite.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import metricsbuffer.suite.verdict.Verdict.Outcome;
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
        for (String module : VerdictTable.MODULES) {
            Path declared = root.resolve(module).resolve("src/test/resources/module.properties");
            Files.createDirectories(declared.getParent());
            StringBuilder lines = new StringBuilder("module = " + module + "\n");
            for (Rule rule : Rule.values()) {
                boolean violated = module.equals("buggy") && rule == Rule.R101;
                lines.append(rule.id()).append(violated ? " = violated\n" : " = holds\n");
            }
            Files.writeString(declared, lines);
            new VerdictLog(root.resolve(module)).write("T", List.of(
                    new Verdict(Rule.R101, "T.r101_a", violates(module) ? Outcome.VIOLATED : Outcome.HELD,
                            violates(module) ? "recorded 2, delivered <1>" : ""),
                    new Verdict(Rule.R102, "T.r102_a", Outcome.HELD, "")),
                    module.equals("fix-lock") ? List.of("T3: seen 0 of 1,000") : List.of());
        }
    }

    private static boolean violates(String module) {
        return module.equals("buggy") || module.equals("fix-lock");
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
            assertThat(page).contains("href=\"#" + rule.id() + "\"").contains("<dt id=\"" + rule.id() + "\">");
        }
        assertThat(page).contains("T.r101_a");
    }

    @Test
    void stressIsListedForTheModulesThatHaveRunIt() {
        assertThat(VerdictTable.read(root).page(List.of())).contains("<h3>fix-lock</h3>\n<pre>T3: seen 0 of 1,000")
                .doesNotContain("<h3>buggy</h3>");
    }

    @Test
    void thePageNeedsNothingElse() {
        assertThat(VerdictTable.read(root).page(List.of(WRONG))).doesNotContain("src=", "<script", "@import", "http");
    }

    @Test
    void exercisesAreListedAsTheyWereJudged() throws IOException {
        assertThat(VerdictTable.read(root).page(List.of())).doesNotContain("The exercises");
        Path file = root.resolve("new/exercises.tsv");
        JudgedExercise.write(file, List.of(WRONG, RIGHT));
        assertThat(VerdictTable.read(root).page(JudgedExercise.read(file)))
                .contains("<th>MB-X01</th><td>Take a &lt;snapshot&gt;</td><td>MB-R101, MB-R103</td><td>42</td>"
                        + "<td>says the same</td>")
                .contains("<th>MB-X02</th><td>Lock</td><td>nothing</td><td>43</td><td class=\"fault\">SAYS OTHERWISE</td>");
    }

    @Test
    void exercisesOfAnotherBuildAreNotListed() throws IOException {
        Path file = root.resolve("exercises.tsv");
        assertThat(JudgedExercise.read(file)).isEmpty();
        JudgedExercise.write(file, List.of(WRONG));
        assertThat(JudgedExercise.read(file)).containsExactly(WRONG);
        Files.writeString(file, Files.readString(file).replaceFirst(".*", "another build"));
        assertThat(JudgedExercise.read(file)).isEmpty();
    }

    @Test
    void thePageNamesItsModulesAndItsEnvironment() {
        String page = VerdictTable.read(root).page(List.of());
        for (String module : VerdictTable.MODULES) {
            assertThat(page).contains("<th>" + module + "</th>");
        }
        assertThat(page).contains("Java " + System.getProperty("java.version")).contains("CPUs");
    }

    @Test
    void onlyWhatWasBrokenIsToldAmongTheRules() {
        assertThat(VerdictTable.read(root).page(List.of())).contains("buggy: recorded 2")
                .doesNotContain("T.r102_a");
    }

    @Test
    void withoutStressThereIsNoChapterOfIt() throws IOException {
        Files.delete(root.resolve("fix-lock/target/verdicts/T.tsv"));
        assertThat(VerdictTable.read(root).page(List.of())).doesNotContain("Stress");
    }
}
