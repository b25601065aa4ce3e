package metricsbuffer.suite.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/** Results of one kind, in a file that says where they come from. */
final class Results {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> PERCENTILES = List.of("50.0", "90.0", "99.0");
    private static final String BYTES = "gc.alloc.rate.norm";

    private final ObjectNode environment;
    private final List<JsonNode> results = new ArrayList<>();

    Results(ObjectNode environment) {
        this.environment = environment;
    }

    void add(JsonNode result) {
        results.add(result);
    }

    /**
     * Adds what JMH writes as its JSON, less what makes it large or says something of this machine's folders: of the
     * histogram three percentiles stay, of the profiler the bytes.
     */
    void addJmh(Collection<RunResult> run, int round) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(json, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(run);
        }
        for (JsonNode full : JSON.readTree(json.toByteArray())) {
            ObjectNode result = JSON.createObjectNode();
            String benchmark = full.get("benchmark").asText();
            result.put("benchmark", benchmark.substring(benchmark.lastIndexOf('.') + 1));
            result.set("params", full.get("params"));
            result.set("threads", full.get("threads"));
            result.put("round", round);
            ObjectNode metric = result.putObject("primaryMetric");
            metric.set("score", full.at("/primaryMetric/score")); // the mean: waiting is in it
            metric.set("scoreUnit", full.at("/primaryMetric/scoreUnit"));
            ObjectNode percentiles = metric.putObject("scorePercentiles");
            PERCENTILES.forEach(percentile -> percentiles.set(percentile,
                    full.get("primaryMetric").get("scorePercentiles").get(percentile)));
            JsonNode bytes = full.get("secondaryMetrics").path(BYTES).path("score");
            if (!bytes.isMissingNode()) {
                result.putObject("secondaryMetrics").putObject(BYTES).set("score", bytes);
            }
            results.add(result);
        }
    }

    /** One result a line, so that a change can be read. */
    void write(Path file) throws IOException {
        ObjectNode head = environment.deepCopy();
        StringBuilder text = new StringBuilder("{\n");
        head.properties().forEach(field -> text.append("  \"").append(field.getKey()).append("\": ")
                .append(field.getValue()).append(",\n"));
        text.append("  \"results\": [\n");
        for (int i = 0; i < results.size(); i++) {
            text.append("    ").append(results.get(i)).append(i < results.size() - 1 ? ",\n" : "\n");
        }
        text.append("  ]\n}\n");
        JSON.readTree(text.toString()); // what is not JSON is not written
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    ArrayNode list() {
        return JSON.createArrayNode().addAll(results);
    }
}
