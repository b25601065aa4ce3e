package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.Test;

/** {@code docs/rules.md} and the rules that the suite judges by. Its generated parts: {@link GeneratedTest}. */
class RulesPageTest {

    @Test
    void everyWordingIsKept() throws IOException {
        Wordings wordings = Wordings.read();
        List<Rule> changed = Arrays.stream(Rule.values()).filter(rule -> !wordings.isLast(rule)).toList();
        assertThat(changed).as("rules whose text in Rule.java is not their last line in docs/rules-wording.tsv;"
                + " add it there, and never change a line that is: " + Refresh.COMMAND).isEmpty();
    }

    /** A scenario that the page does not see would be missing on it, and nobody would notice. */
    @Test
    void everyScenarioWithARuleIsOnThePage() throws IOException {
        String page = String.join("\n", Page.read(RulesPage.FILE).lines());
        for (Path file : Repository.files(".java")) {
            if (file.startsWith(Repository.ROOT.resolve("shared-tests/src/main"))) {
                String source = Files.readString(file);
                long tags = source.lines().filter(line -> line.contains("@Tag(\"MB-R")).count();
                long seen = Pattern.compile("\\b(r\\d{3}\\w+)\\(").matcher(source).results().map(method -> method.group(1))
                        .distinct().filter(method -> page.contains("`" + method + "`")).count();
                assertThat(seen).as("scenarios of %s on docs/rules.md", file).isGreaterThanOrEqualTo(tags);
            }
        }
    }

    @Test
    void everyRuleSaysWhatAFixMustDo() throws IOException {
        Page page = Page.read(RulesPage.FILE);
        List<String> missing = Arrays.stream(Rule.values()).map(Rule::id)
                .filter(id -> page.lines().stream().noneMatch(line -> line.startsWith("| " + id + " |"))).toList();
        assertThat(missing).as("rules without a line in the table 'What a fix must do' of docs/rules.md; write one:"
                + " | MB-Rnnn | what the code must do so that the rule holds |").isEmpty();
    }
}
