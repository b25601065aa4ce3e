package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each failure mode has its question, and the question names the rules that the failure mode's page names. */
class ChecklistTest {

    private static final Pattern RULE = Pattern.compile("\\[(MB-R\\d{3})]");

    @Test
    void eachFailureModeHasItsQuestion() throws IOException {
        List<String> questions = Files.readAllLines(Repository.ROOT.resolve("docs/review/checklist.md")).stream()
                .filter(line -> line.startsWith("| [")).toList();
        List<String> faults = new ArrayList<>();
        for (FailureMode mode : FailureMode.all()) {
            List<String> asking = questions.stream().filter(line -> line.contains("[" + mode.id() + "]")).toList();
            if (asking.isEmpty()) {
                faults.add(mode.id() + ": no question");
            }
            for (String question : asking) {
                Set<String> rules = new TreeSet<>();
                RULE.matcher(question).results().map((MatchResult rule) -> rule.group(1)).forEach(rules::add);
                if (!rules.equals(mode.breaks())) {
                    faults.add("%s: its page says that it breaks %s, the checklist %s".formatted(mode.id(), mode.breaks(),
                            rules));
                }
            }
        }
        assertThat(questions).as("questions of the checklist").isNotEmpty();
        assertThat(faults).as("the checklist against the failure modes").isEmpty();
    }
}
