package metricsbuffer.suite.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.support.ChildJvm;
import org.junit.jupiter.api.Test;

/**
 * The benchmark runs, from end to end, in its short form: every subject records, and every trial's books balance. The
 * figures of so short a run mean nothing and are not looked at.
 */
class BenchmarkIT {

    private static final Path OUTPUT = Path.of("target", "benchmark-it.txt");
    private static final Duration LIMIT = Duration.ofSeconds(240);

    @Test
    void theShortFormRuns() throws IOException, InterruptedException {
        Files.deleteIfExists(OUTPUT);
        try (ChildJvm benchmark = ChildJvm.of(Benchmarks.class).flags("-XX:TieredStopAtLevel=1")
                .start(OUTPUT, "short")) {
            assertThat(benchmark.ended(LIMIT)).as("ended in %d s, see %s", LIMIT.toSeconds(), OUTPUT).isTrue();
            assertThat(benchmark.exitCode()).as("exit code; it printed:%n%s", Files.readString(OUTPUT)).isZero();
        }

        List<String> measured = new ArrayList<>();
        for (JsonNode result : results("jmh.json")) {
            assertThat(result.at("/primaryMetric/scorePercentiles/50.0").asDouble()).as("%s", result).isPositive();
            measured.add(result.get("benchmark").asText() + " " + result.at("/params/subject").asText());
        }
        assertThat(measured).containsExactlyElementsOf(Trial.all(false).stream()
                .map(trial -> trial.method() + " " + trial.subject()).toList());
        assertThat(results("stalls.json")).hasSize(Modules.FIXES.size() + 2);
        assertThat(results("latency.json")).hasSize(Modules.FIXES.size() + 2)
                .filteredOn(result -> result.get("subject").asText().equals(Subjects.EMITS_UNDER_LOCK))
                .singleElement().satisfies(BenchmarkIT::aStallShowsFromWhenRecordsWereDueOnly);
        assertThat(results("delivery.json")).isNotEmpty();
    }

    /** Even on a slow machine: a stall makes hundreds of records late, and one slow. */
    private static void aStallShowsFromWhenRecordsWereDueOnly(JsonNode latency) {
        assertThat(latency.at("/nanosSinceDue/99.0").asLong()).as("%s", latency).isGreaterThan(20_000_000);
        assertThat(latency.at("/nanosSinceBegun/99.0").asLong()).as("%s", latency).isLessThan(20_000_000);
    }

    private static JsonNode results(String file) throws IOException {
        return Results.JSON.readTree(Files.readString(Benchmarks.SHORT_RESULTS.resolve(file))).get("results");
    }
}
