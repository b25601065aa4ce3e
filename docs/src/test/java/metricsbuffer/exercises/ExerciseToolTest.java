package metricsbuffer.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import metricsbuffer.suite.support.Folders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a learner types, in a working copy of its own. */
class ExerciseToolTest {

    private static final Path REPOSITORY = Path.of("..");
    private static final String BUFFER = "buggy/src/main/java/metricsbuffer/metrics/MetricsBuffer.java";
    private static final Path MARKER = Path.of("buggy/src/test/resources/exercise.txt");
    private static final Path BUILT_MARKER = Path.of("buggy/target/test-classes/exercise.txt");

    @TempDir
    private Path root;

    @BeforeEach
    void aWorkingCopyWithTwoExercises() throws IOException {
        assumeThat(REPOSITORY.resolve(MARKER)).as("an exercise is applied to buggy; take it back").doesNotExist();
        Folders.copy(REPOSITORY, BUFFER, root);
        Folders.copy(REPOSITORY, "docs/review/exercises/MB-X01.patch", root);
        Folders.copy(REPOSITORY, "docs/review/exercises/MB-X03.patch", root);
        Files.createDirectories(root.resolve(MARKER).getParent());
        Files.createDirectories(root.resolve(BUILT_MARKER).getParent());
    }

    @Test
    void whatIsTakenBackIsAsItWasAndJudgedAsItWas() throws IOException {
        assertThat(run("MB-X03")).isZero();
        assertThat(root.resolve(BUFFER)).content().contains("synchronizedMap");
        assertThat(root.resolve(MARKER)).hasContent("MB-X03");
        Files.copy(root.resolve(MARKER), root.resolve(BUILT_MARKER)); // what mvn test does

        assertThat(run("none")).isZero();
        assertThat(root.resolve(BUFFER)).hasSameBinaryContentAs(REPOSITORY.resolve(BUFFER));
        assertThat(root.resolve(MARKER)).doesNotExist();
        assertThat(root.resolve(BUILT_MARKER)).as("while it is on the class path, buggy is judged raw").doesNotExist();
        assertThat(run("none")).as("with nothing to take back").isZero();
    }

    @Test
    void aSecondExerciseIsRefusedAndLeavesTheFirst() throws IOException {
        assertThat(run("MB-X03")).isZero();
        assertThat(run("MB-X01")).isNotZero();
        assertThat(root.resolve(MARKER)).hasContent("MB-X03");
        assertThat(root.resolve(BUFFER)).content().contains("synchronizedMap").doesNotContain("ArrayList");
    }

    @Test
    void aChangeThatWasMendedIsNotTakenBack() throws IOException {
        assertThat(run("MB-X03")).isZero();
        String mended = Files.readString(root.resolve(BUFFER)).replace("Collections.synchronizedMap", "identity");
        Files.writeString(root.resolve(BUFFER), mended);
        assertThat(run("none")).isNotZero();
        assertThat(root.resolve(BUFFER)).hasContent(mended);
        assertThat(root.resolve(MARKER)).exists();
    }

    private int run(String exercise) {
        return new CommandLine(new ExerciseTool()).execute(exercise, "--root", root.toString());
    }
}
