package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A test that a page names is there, under that name. */
class NamesTest {

    private static final Pattern SCENARIO = Pattern.compile("\\br\\d{3}_\\w+");
    private static final Pattern CHOSEN = Pattern.compile("-D(?:it\\.)?test='?([A-Za-z]\\w*)(?![\\w.*])");

    /** {@code -Dtest=none} leaves the tests of a phase out. */
    private static final String NONE = "none";

    @Test
    void everyScenarioThatAPageNamesIsThere() throws IOException {
        Set<String> there = new TreeSet<>();
        for (Path file : Repository.files(".java")) {
            SCENARIO.matcher(Files.readString(file)).results().map(MatchResult::group).forEach(there::add);
        }
        assertThat(named(SCENARIO, 0, there)).as("no such test method in the suite").isEmpty();
    }

    @Test
    void everyTestClassThatACommandNamesIsThere() throws IOException {
        Set<String> there = Repository.files(".java").stream()
                .map(file -> file.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
        there.add(NONE);
        assertThat(named(CHOSEN, 1, there)).as("no such test class").isEmpty();
    }

    /** What pages name and is not there, with the places. */
    private static List<String> named(Pattern pattern, int group, Set<String> there) throws IOException {
        List<String> missing = new ArrayList<>();
        for (Page page : Repository.pages()) {
            for (int number = 0; number < page.lines().size(); number++) {
                for (MatchResult match : pattern.matcher(page.lines().get(number)).results().toList()) {
                    if (!there.contains(match.group(group))) {
                        missing.add(page.at(number) + ": " + match.group(group));
                    }
                }
            }
        }
        return missing;
    }
}
