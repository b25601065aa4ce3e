package yours;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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

    /** Of the agent and of shared classes. Of Unsafe, which the model checker uses, JDK 24 and later do warn. */
    @Test
    void theFlagsSpareTheReaderTheWarningsOfTheJvm() throws IOException {
        assertThat(console("request-stats")).doesNotContain("agent has been loaded dynamically", "VM warning");
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

    /** Who depends on the suite for a buffer gets nothing of what it needs for a whole consumer. */
    @Test
    void itsClassPathHasNoBroker() throws IOException {
        String report = Files.readString(PROJECTS.resolve("request-stats/target/surefire-reports"
                + "/TEST-com.example.requests.RequestStatsTest.xml"));
        assertThat(group("name=\"surefire\\.test\\.class\\.path\" value=\"([^\"]+)\"", report))
                .contains("shared-tests", "junit-jupiter", "lincheck")
                .doesNotContainIgnoringCase("kafka").doesNotContainIgnoringCase("scala-")
                .doesNotContain("jackson", "java-diff-utils", "jnr-", "logback", "picocli");
    }

    /** What a reader copies names the versions of this build; the wrong project is built as the right one is. */
    @Test
    void theBuildFilesNameTheVersionsOfThisBuild() throws IOException {
        String root = Files.readString(Path.of("../pom.xml"));
        String right = Files.readString(Path.of("src/it/request-stats/pom.xml"));
        String version = group("<artifactId>metricsbuffer</artifactId>\\s*<version>([^<]+)", root);
        Pattern ofSuite = Pattern.compile(
                "<groupId>metricsbuffer</groupId>\\s*<artifactId>[\\w-]+</artifactId>\\s*<version>([^<]+)");
        assertThat(ofSuite.matcher(right).results().map(match -> match.group(1))).hasSize(2).containsOnly(version);
        assertThat(Files.readString(Path.of("src/it/request-stats/build.gradle.kts"))).contains(
                "\"metricsbuffer:metricsbuffer:" + version + "\"", "\"metricsbuffer:shared-tests:" + version + "\"");
        assertThat(List.of("resources", "compiler", "surefire")).allSatisfy(plugin -> {
            String ofPlugin = "<artifactId>maven-" + plugin + "-plugin</artifactId>\\s*<version>([^<]+)";
            assertThat(group(ofPlugin, right)).isEqualTo(group(ofPlugin, root));
        });
        String wrong = Files.readString(Path.of("src/it/request-stats-wrong/pom.xml"))
                .replaceAll("(?s)    <testSource.*</testResources>\n", "")
                .replace("request-stats-wrong", "request-stats");
        assertThat(without(wrong)).isEqualTo(without(right));
    }

    private static String group(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group(1);
    }

    private static String without(String pom) {
        return pom.replaceAll("(?s) *<!--.*?-->\n", "");
    }

    private static String console(String project) throws IOException {
        Path log = PROJECTS.resolve(project).resolve("build.log");
        assertThat(log).as("made before this test by maven-invoker-plugin").exists();
        return Files.readString(log);
    }
}
