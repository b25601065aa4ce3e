package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each failure mode has its question, and the question names the rules that the failure mode's page names. */
class ChecklistTest {

    @Test
    void eachFailureModeHasItsQuestion() throws IOException {
        List<String> questions = Files.readAllLines(Repository.ROOT.resolve("docs/review/checklist.md")).stream()
                .filter(line -> line.startsWith("| [")).toList();
        assertThat(FailureMode.all()).isNotEmpty().allSatisfy(mode -> assertThat(questions)
                .filteredOn(question -> question.contains("[" + mode.id() + "]"))
                .as("questions of %s, which breaks %s", mode.id(), mode.breaks())
                .isNotEmpty().allSatisfy(question ->
                        assertThat(FailureMode.rules(question)).isEqualTo(mode.breaks())));
    }
}
