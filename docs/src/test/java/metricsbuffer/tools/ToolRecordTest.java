package metricsbuffer.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The record is of the buffers that there are; that the page shows it, the tests of pages hold. */
class ToolRecordTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void eachToolInItWasAskedAboutEveryBuffer() throws IOException {
        ToolRecord record = ToolRecord.read(ROOT);
        List<String> tools = record.tools().stream().map(ToolRecord.Asked::id).toList();
        assertThat(tools).as("the tools in docs/measured/tools.json, of those that there are").isNotEmpty()
                .isSubsetOf(ToolsRun.tools().stream().map(Tool::id).toList());
        List<String> asked = new ArrayList<>();
        for (String tool : tools) {
            for (Subject subject : Subject.all(ROOT)) {
                asked.add(tool + " about " + subject.name());
            }
        }
        assertThat(record.answers().stream().map(answer -> answer.tool() + " about " + answer.subject()))
                .as("answers in docs/measured/tools.json; what is missing: mvn -q -Ptools -pl docs")
                .containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void everythingThatIsSaidIsJudgedAndNothingElse() throws IOException {
        Judgements judgements = Judgements.read(ROOT);
        List<Answer> answers = ToolRecord.read(ROOT).answers();
        for (Subject subject : Subject.all(ROOT)) {
            answers.stream().filter(answer -> answer.subject().equals(subject.name()))
                    .forEach(answer -> ToolTables.cell(subject, answer, judgements));
        }
        Set<String> readers = new HashSet<>(ToolTables.READERS);
        readers.retainAll(answers.stream().map(Answer::tool).toList());
        assertThat(judgements.unused(readers)).as("rows of docs/tools/judgements.tsv that nothing needs")
                .isEmpty();
    }

    @Test
    void everyBufferIsAnnotatedOrSaysWhyNot() throws IOException {
        List<String> buffers = Subject.all(ROOT).stream().map(Subject::name).toList();
        assertThat(GuardedBy.read(ROOT).buffers()).as("buffers in docs/tools/guarded-by.tsv")
                .containsExactlyInAnyOrderElementsOf(buffers);
    }
}
