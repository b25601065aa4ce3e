package metricsbuffer.suite.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Results of one kind, in a file that says where they come from. */
final class Results {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0);
    private static final String BYTES = "gc.alloc.rate.norm";

    private final ObjectNode environment;
    private final List<JsonNode> results = new ArrayList<>();

    Results(ObjectNode environment) {
        this.environment = environment;
    }

    void add(JsonNode result) {
        results.add(result);
    }

    /** Adds of what JMH has measured three percentiles of the time, and of the profiler the bytes. */
    void addJmh(RunResult run, int round) {
        BenchmarkParams params = run.getParams();
        Result<?> time = run.getPrimaryResult();
        ObjectNode result = JSON.createObjectNode()
                .put("benchmark", params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1));
        ObjectNode settings = result.putObject("params");
        params.getParamsKeys().forEach(key -> settings.put(key, params.getParam(key)));
        result.put("threads", params.getThreads()).put("round", round);
        ObjectNode percentiles = result.putObject("primaryMetric")
                .put("score", time.getScore()) // the mean: waiting is in it
                .put("scoreUnit", time.getScoreUnit()).putObject("scorePercentiles");
        PERCENTILES.forEach(percentile ->
                percentiles.put(percentile.toString(), time.getStatistics().getPercentile(percentile)));
        Result<?> bytes = run.getSecondaryResults().get(BYTES);
        if (bytes != null) {
            result.putObject("secondaryMetrics").putObject(BYTES).put("score", bytes.getScore());
        }
        results.add(result);
    }

    /** One result a line, so that a change can be read. */
    void write(Path file) throws IOException {
        String text = """
                {
                %s,
                  "results": [
                %s
                  ]
                }
                """.formatted(
                environment.properties().stream()
                        .map(field -> "  \"%s\": %s".formatted(field.getKey(), field.getValue()))
                        .collect(Collectors.joining(",\n")),
                results.stream().map(result -> "    " + result).collect(Collectors.joining(",\n")));
        JSON.readTree(text); // what is not JSON is not written
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
