package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.Test;

/** An ID that is cited, in code or in a page, is one that there is; and what there is can be found by its ID. */
class IdsTest {

    private static final List<String> RULES = Arrays.stream(Rule.values()).map(Rule::id).toList();

    /** They are tested with IDs that there are not. */
    private static final Path TESTS_OF_THE_SUITE = Repository.ROOT.resolve("shared-tests/src/test");

    @Test
    void everyRuleThatIsCitedIsOne() throws IOException {
        assertThat(unknown("MB-R", RULES)).as("no such rule in Rule.java").isEmpty();
    }

    @Test
    void everyRuleHasItsAnchorInRulesMd() throws IOException {
        assertThat(Page.read(RulesPage.FILE).anchors()).filteredOn(anchor -> anchor.startsWith("MB-"))
                .as("anchors in docs/rules.md; to refresh them: " + Refresh.COMMAND)
                .containsExactlyInAnyOrderElementsOf(RULES);
    }

    @Test
    void everyFailureModeThatIsCitedHasItsPage() throws IOException {
        assertThat(unknown("MB-F", pages("docs/failure-modes"))).as("no such page in docs/failure-modes").isEmpty();
    }

    @Test
    void everyExerciseThatIsCitedHasItsPage() throws IOException {
        assertThat(unknown("MB-X", pages("docs/review/exercises"))).as("no such page in docs/review/exercises").isEmpty();
    }

    /** IDs of a kind that are cited and are not known, with the places. */
    private static Map<String, Set<String>> unknown(String kind, List<String> known) throws IOException {
        List<Path> files = Repository.files(".md", ".java", ".properties", ".patch", ".cff", ".xml", ".html", ".svg");
        files.removeIf(file -> file.startsWith(TESTS_OF_THE_SUITE));
        Map<String, Set<String>> cited = Repository.mentions(Pattern.compile("(" + kind + "\\d+)"), files);
        cited.keySet().removeAll(Set.copyOf(known));
        return cited;
    }

    private static List<String> pages(String folder) throws IOException {
        return Repository.files(".md").stream().filter(file -> file.getParent().endsWith(folder)).map(Repository::title)
                .toList();
    }
}
