package metricsbuffer.suite.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import metricsbuffer.suite.module.Modules;
import org.junit.jupiter.api.Test;

/**
 * The benchmark runs, from end to end, in its short form: every subject records, and every trial's books balance. The
 * figures of so short a run mean nothing and are not looked at.
 */
class BenchmarkIT {

    private static final Path OUTPUT = Path.of("target", "benchmark-it.txt");
    private static final int LIMIT_SECONDS = 240;

    @Test
    void theShortFormRuns() throws IOException, InterruptedException {
        assumeThat(System.getProperty("benchmark")).as("-Dbenchmark").isNotEqualTo("none");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Benchmarks.class.getName(),
                "short").redirectErrorStream(true).redirectOutput(OUTPUT.toFile()).start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("ended in %d s, see %s", LIMIT_SECONDS, OUTPUT).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        assertThat(process.exitValue()).as("exit code; it printed:%n%s", Files.readString(OUTPUT)).isZero();

        List<String> measured = new ArrayList<>();
        for (JsonNode result : results("jmh.json")) {
            assertThat(result.at("/primaryMetric/scorePercentiles/50.0").asDouble()).as("%s", result).isPositive();
            measured.add(result.get("benchmark").asText() + " " + result.at("/params/subject").asText());
        }
        assertThat(measured).containsExactlyElementsOf(Trial.all(false).stream()
                .map(trial -> trial.method() + " " + trial.subject()).toList());
        assertThat(results("stalls.json")).hasSize(Modules.FIXES.size() + 2);
        assertThat(results("delivery.json")).isNotEmpty();
    }

    private static JsonNode results(String file) throws IOException {
        return Results.JSON.readTree(Files.readString(Benchmarks.SHORT_RESULTS.resolve(file))).get("results");
    }
}
