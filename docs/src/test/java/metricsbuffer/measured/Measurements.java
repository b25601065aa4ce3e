package metricsbuffer.measured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What the benchmark has left in {@code docs/measured}, as the page and the plots need it. */
final class Measurements {

    static final Path FOLDER = Path.of("measured");

    /** One figure: the median of its values, and the smallest and the largest of them. */
    record Figure(double median, double least, double most) {

        static Figure of(List<Double> values) {
            if (values.isEmpty()) {
                throw new IllegalArgumentException("no values");
            }
            List<Double> sorted = values.stream().sorted().toList();
            int middle = sorted.size() / 2;
            double median = sorted.size() % 2 == 1 ? sorted.get(middle)
                    : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
            return new Figure(median, sorted.get(0), sorted.get(sorted.size() - 1));
        }

        Figure times(double factor) {
            return new Figure(median * factor, least * factor, most * factor);
        }
    }

    private final JsonNode jmh;
    private final JsonNode stalls;
    private final JsonNode delivery;
    private final JsonNode suite;

    private Measurements(JsonNode jmh, JsonNode stalls, JsonNode delivery, JsonNode suite) {
        this.jmh = jmh;
        this.stalls = stalls;
        this.delivery = delivery;
        this.suite = suite;
    }

    static Measurements read() throws IOException {
        boolean suite = Files.exists(FOLDER.resolve("suite.json")); // of another command than the others
        return new Measurements(json("jmh"), json("stalls"), json("delivery"), suite ? json("suite") : null);
    }

    private static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(Files.readString(FOLDER.resolve(name + ".json")));
    }

    /** Nanoseconds of one record, over the rounds. */
    Figure record(String method, String subject, int threads, int flushEvery) {
        return median(result -> isRecord(result, method, subject, threads, flushEvery))
                .times(1.0 / recordsPerOperation());
    }

    /** Records a second of all threads together, waiting included; the median over the rounds. */
    double together(String method, String subject, int threads, int flushEvery) {
        List<Double> rates = new ArrayList<>();
        for (JsonNode result : jmh.get("results")) {
            if (isRecord(result, method, subject, threads, flushEvery)) {
                double nanos = result.at("/primaryMetric/score").asDouble() / recordsPerOperation();
                rates.add(threads * 1e9 / nanos);
            }
        }
        return Figure.of(rates).median();
    }

    /** Bytes that one record allocates, when nobody flushes. */
    double bytes(String method, String subject) {
        List<Double> bytes = new ArrayList<>();
        for (JsonNode result : jmh.get("results")) {
            if (isRecord(result, method, subject, 1, 0)) {
                bytes.add(result.at("/secondaryMetrics/gc.alloc.rate.norm/score").asDouble() / recordsPerOperation());
            }
        }
        return Figure.of(bytes).median();
    }

    /** Nanoseconds of one flush. */
    Figure flush(String subject, int pause) {
        return median(result -> is(result, "flush", subject) && result.at("/params/pause").asInt() == pause);
    }

    private Figure median(Predicate<JsonNode> which) {
        List<Double> values = new ArrayList<>();
        for (JsonNode result : jmh.get("results")) {
            if (which.test(result)) {
                values.add(result.get("primaryMetric").get("scorePercentiles").get("50.0").asDouble());
            }
        }
        return Figure.of(values);
    }

    private static boolean isRecord(JsonNode result, String method, String subject, int threads, int flushEvery) {
        return is(result, method, subject) && result.get("threads").asInt() == threads
                && result.at("/params/flushEvery").asInt() == flushEvery;
    }

    private static boolean is(JsonNode result, String method, String subject) {
        return result.get("benchmark").asText().equals(method) && result.at("/params/subject").asText().equals(subject);
    }

    private int recordsPerOperation() {
        return jmh.get("recordsPerOperation").asInt();
    }

    /** The subjects of a method, in the order in which they were measured first. */
    List<String> subjects(String method) {
        List<String> subjects = new ArrayList<>();
        for (JsonNode result : jmh.get("results")) {
            String subject = result.at("/params/subject").asText();
            if (result.get("benchmark").asText().equals(method) && !subjects.contains(subject)) {
                subjects.add(subject);
            }
        }
        return subjects;
    }

    /** Microseconds: the longest wait of each round. */
    Figure stall(JsonNode result) {
        List<Double> waits = new ArrayList<>();
        result.get("longestWaitNanos").forEach(nanos -> waits.add(nanos.asDouble() / 1_000));
        return Figure.of(waits);
    }

    JsonNode jmh() {
        return jmh;
    }

    JsonNode stalls() {
        return stalls;
    }

    JsonNode delivery() {
        return delivery;
    }

    /** Null if it has not been measured yet. */
    JsonNode suite() {
        return suite;
    }
}
