package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.Test;

/** An ID that is cited, in code or in a page, is one that there is; and what there is can be found by its ID. */
class IdsTest {

    private static final Pattern ID = Pattern.compile("MB-[RFX]\\d+");

    /** They are tested with IDs that there are not. */
    private static final Path TESTS_OF_THE_SUITE = Repository.ROOT.resolve("shared-tests/src/test");

    @Test
    void everyRuleThatIsCitedIsOne() throws IOException {
        Set<String> rules = Arrays.stream(Rule.values()).map(Rule::id).collect(Collectors.toSet());
        assertThat(unknown("MB-R", rules)).as("no such rule in Rule.java").isEmpty();
    }

    @Test
    void everyRuleHasItsAnchorInRulesMd() throws IOException {
        Set<String> anchors = Page.read(RulesPage.FILE).anchors().stream().filter(anchor -> anchor.startsWith("MB-"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> rules = Arrays.stream(Rule.values()).map(Rule::id).collect(Collectors.toCollection(TreeSet::new));
        assertThat(anchors).as("anchors in docs/rules.md; to refresh them: " + Refresh.COMMAND).isEqualTo(rules);
    }

    @Test
    void everyFailureModeThatIsCitedHasItsPage() throws IOException {
        assertThat(unknown("MB-F", names("docs/failure-modes"))).as("no such page in docs/failure-modes").isEmpty();
    }

    @Test
    void everyExerciseThatIsCitedHasItsPage() throws IOException {
        assertThat(unknown("MB-X", names("docs/review/exercises"))).as("no such page in docs/review/exercises").isEmpty();
    }

    /** IDs that are cited and are not known, with the files that cite them. */
    private static Map<String, Set<String>> unknown(String kind, Set<String> known) throws IOException {
        Map<String, Set<String>> unknown = new TreeMap<>();
        for (Path file : Repository.files(".md", ".java", ".properties", ".patch", ".cff", ".xml", ".html", ".svg")) {
            if (file.startsWith(TESTS_OF_THE_SUITE)) {
                continue;
            }
            for (MatchResult match : ID.matcher(Files.readString(file)).results().toList()) {
                if (match.group().startsWith(kind) && !known.contains(match.group())) {
                    unknown.computeIfAbsent(match.group(), id -> new TreeSet<>()).add(Repository.name(file));
                }
            }
        }
        return unknown;
    }

    /** The IDs that have a page in this folder. */
    private static Set<String> names(String folder) throws IOException {
        return Repository.files(".md").stream().filter(file -> file.getParent().endsWith(folder))
                .map(file -> file.getFileName().toString().replace(".md", "")).collect(Collectors.toSet());
    }
}
