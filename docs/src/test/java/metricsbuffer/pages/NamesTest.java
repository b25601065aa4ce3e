package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A test that a page names is there, under that name. */
class NamesTest {

    private static final Pattern SCENARIO = Pattern.compile("\\b(r\\d{3}_\\w+)");
    private static final Pattern CHOSEN = Pattern.compile("-D(?:it\\.)?test='?([A-Za-z]\\w*)(?![\\w.*])");

    /** {@code -Dtest=none} leaves the tests of a phase out. */
    private static final String NONE = "none";

    @Test
    void everyScenarioThatAPageNamesIsThere() throws IOException {
        Map<String, Set<String>> named = Repository.mentions(SCENARIO, Repository.files(".md"));
        named.keySet().removeAll(Repository.mentions(SCENARIO, Repository.files(".java")).keySet());
        assertThat(named).as("no such test method in the suite").isEmpty();
    }

    @Test
    void everyTestClassThatACommandNamesIsThere() throws IOException {
        Map<String, Set<String>> named = Repository.mentions(CHOSEN, Repository.files(".md"));
        named.remove(NONE);
        Repository.files(".java").forEach(file -> named.remove(Repository.title(file)));
        assertThat(named).as("no such test class").isEmpty();
    }
}
