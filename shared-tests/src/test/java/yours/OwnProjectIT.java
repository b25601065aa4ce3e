package yours;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A project of a reader's own, outside of this build, that depends on the suite and on nothing else. The builds of
 * {@code src/it} were made before this, by maven-invoker-plugin, which also says whether each ended as it should: the
 * first one green, the other one red. Here is what a reader sees on his console.
 */
class OwnProjectIT {

    private static final Path PROJECTS = Path.of("target", "it");

    @ParameterizedTest
    @ValueSource(strings = {"", "Exploration", "RecordModel", "FlushModel", "Load", "Stress"})
    void allInstrumentsRun(String instrument) throws IOException {
        assertThat(console("request-stats")).contains("in com.example.requests.RequestStats" + instrument + "Test");
    }

    @Test
    void aRightClassHoldsAndTheTableSaysSo() throws IOException {
        assertThat(console("request-stats")).contains("request-stats: the rules, judged in build 20",
                "  MB-R101  holds         18 scenarios, 2 not judged: no record of it begins a flush",
                "  MB-R201  holds         14 scenarios", "  MB-R401  not judged",
                "  stress   RecordAgainstFlushPresent: forbidden outcomes: not seen in ",
                "  As request-stats declares.", "BUILD SUCCESS");
    }

    @Test
    void theJvmWarnsOfNothing() throws IOException {
        assertThat(console("request-stats")).doesNotContain("WARNING:", "OpenJDK 64-Bit Server VM warning");
    }

    @Test
    void aWrongClassIsCaughtAndItsHarmNamed() throws IOException {
        assertThat(console("request-stats-wrong")).contains("MB-R101: RECORD_AND_FLUSH: ",
                "  MB-R101  VIOLATED ", "look at: the step between reading a total and resetting it",
                "NOT as request-stats declares (capitals).", "BUILD FAILURE")
                .containsPattern("MB-R101: RECORD_AND_FLUSH: \\d+ of all \\d+ schedules: \\d+ lost")
                .containsPattern("MB-R101: counter 0: recorded 101, delivered \\d+: \\d+ (lost|too many)")
                .containsPattern("\\d+ (lost|too many) \\(\\d+ such lines in target/load");
    }

    private static String console(String project) throws IOException {
        Path log = PROJECTS.resolve(project).resolve("build.log");
        assertThat(log).as("made before this test by maven-invoker-plugin").exists();
        return Files.readString(log);
    }
}
