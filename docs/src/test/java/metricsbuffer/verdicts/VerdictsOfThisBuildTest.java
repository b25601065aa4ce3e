package metricsbuffer.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ends a full build with the verdict table. It comes last in the last module, so all have left theirs. */
@Tag("last")
class VerdictsOfThisBuildTest {

    @Test
    void everyVerdictIsAsDeclared() throws IOException {
        VerdictTable table = VerdictTable.read(Path.of(".."));
        Path page = Path.of("target", "verdicts.html");
        Files.deleteIfExists(page); // of another build
        if (table.isEmpty()) {
            System.out.println("No module was judged in this build: run mvn test, or mvn verify, at the root.");
            return;
        }
        System.out.println(table.print());
        Files.createDirectories(page.getParent());
        Files.writeString(page, table.page(JudgedExercise.read(Path.of("target", "exercises.json"))));
        System.out.println("  with what was seen: docs/" + page);
        assertThat(table.faults()).as("cells of the verdict table").isEmpty();
        if (Boolean.getBoolean("verdicts.record")) {
            table.recorded(RecordedVerdicts.commitOf(Path.of(".."))).write(RecordedVerdicts.FILE);
        }
    }
}
