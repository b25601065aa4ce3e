package metricsbuffer.measured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the benchmark has left in {@code docs/measured}, as the page and the plots need it. */
record Measurements(JsonNode jmh, JsonNode stalls, JsonNode latency, JsonNode delivery, JsonNode suite) {

    /** One figure: the median of its values, and the smallest and the largest of them. */
    record Figure(double median, double least, double most) {

        static Figure of(List<Double> values) {
            if (values.isEmpty()) {
                throw new IllegalArgumentException("no values");
            }
            List<Double> sorted = values.stream().sorted().toList();
            int last = sorted.size() - 1;
            double median = (sorted.get(last / 2) + sorted.get(sorted.size() / 2)) / 2;
            return new Figure(median, sorted.get(0), sorted.get(last));
        }

        Figure times(double factor) {
            return new Figure(median * factor, least * factor, most * factor);
        }
    }

    static Measurements read() throws IOException {
        return new Measurements(json("jmh"), json("stalls"), json("latency"), json("delivery"), json("suite"));
    }

    private static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(Path.of("measured", name + ".json").toFile());
    }

    /** Nanoseconds of one record, over the rounds. */
    Figure record(String method, String subject, int threads, int flushEvery) {
        return median(result -> isRecord(result, method, subject, threads, flushEvery))
                .times(1.0 / recordsPerOperation());
    }

    /** Whether there is a figure for it. */
    boolean has(String method, String subject, int threads) {
        return results().anyMatch(result -> isRecord(result, method, subject, threads, 0));
    }

    /** How many times as long a record takes as in another subject with as many threads, in each of the rounds. */
    Figure ratio(String subject, String other, int threads) {
        return Figure.of(IntStream.rangeClosed(1, rounds()).mapToObj(round ->
                nanos(subject, threads, round) / nanos(other, threads, round)).toList());
    }

    private double nanos(String subject, int threads, int round) {
        return median(result -> isRecord(result, "count", subject, threads, 0)
                && result.get("round").asInt() == round).median();
    }

    /** The rounds that are complete. */
    private int rounds() {
        Map<Integer, Long> results = results().collect(
                Collectors.groupingBy(result -> result.get("round").asInt(), Collectors.counting()));
        return (int) results.values().stream().filter(results.get(1)::equals).count();
    }

    /** Records a second of all threads together, waiting included; the median over the rounds. */
    double together(String method, String subject, int threads, int flushEvery) {
        return figure(result -> isRecord(result, method, subject, threads, flushEvery),
                result -> threads * 1e9 * recordsPerOperation() / result.at("/primaryMetric/score").asDouble())
                .median();
    }

    /** Bytes that one record allocates, when nobody flushes. */
    double bytes(String method, String subject) {
        return figure(result -> isRecord(result, method, subject, 1, 0),
                result -> result.at("/secondaryMetrics/gc.alloc.rate.norm/score").asDouble() / recordsPerOperation())
                .median();
    }

    /** Nanoseconds of one flush. */
    Figure flush(String subject, int pause) {
        return median(result -> is(result, "flush", subject) && result.at("/params/pause").asInt() == pause);
    }

    private Figure median(Predicate<JsonNode> which) {
        return figure(which, result -> result.get("primaryMetric").get("scorePercentiles").get("50.0").asDouble());
    }

    private Figure figure(Predicate<JsonNode> which, Function<JsonNode, Double> value) {
        return Figure.of(results().filter(which).map(value).toList());
    }

    private Stream<JsonNode> results() {
        return stream(jmh.get("results"));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
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
        return results().filter(result -> result.get("benchmark").asText().equals(method))
                .map(result -> result.at("/params/subject").asText()).distinct().toList();
    }

    /** The subjects of the latency, in the order in which they were measured. */
    List<String> lateSubjects() {
        return stream(latency.get("results")).map(result -> result.get("subject").asText()).distinct().toList();
    }

    /** Microseconds, over the rounds. */
    Figure latency(String subject, String since, double percentile) {
        return Figure.of(stream(latency.get("results")).filter(result -> result.get("subject").asText().equals(subject))
                .map(result -> result.get(since).get(Double.toString(percentile)).asDouble() / 1_000).toList());
    }

    /** Microseconds: the longest wait of each round. */
    Figure stall(JsonNode result) {
        return Figure.of(stream(result.get("longestWaitNanos")).map(nanos -> nanos.asDouble() / 1_000).toList());
    }
}
