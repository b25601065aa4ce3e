package metricsbuffer.measured;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import metricsbuffer.measured.Measurements.Figure;
import metricsbuffer.suite.module.Modules;

/** The plots of {@code docs/measuring.md}. */
public final class Plots {

    private final Measurements measured;

    private Plots(Measurements measured) {
        this.measured = measured;
    }

    /** All of them, by the name of their files in {@code docs/measured}. */
    public static Map<String, String> all() throws IOException {
        Plots plots = new Plots(Measurements.read());
        return Map.of(
                "latency.svg", plots.latency(),
                "record.svg", plots.record("count", "What a record costs: one count, nobody flushes"),
                "composite.svg",
                plots.record("countAndTime", "What a count and its time cost together, nobody flushes"),
                "flush.svg", plots.flush(),
                "stalls.svg", plots.stalls(),
                "delivery.svg", plots.delivery());
    }

    private String record(String method, String title) {
        List<Integer> most = method.equals("count") ? Tables.THREADS : List.of(1, 2);
        DotPlot plot = new DotPlot(title, "nanoseconds", most.stream().map(Plots::threads).toArray(String[]::new));
        for (String subject : Names.inOrder(measured.subjects(method))) {
            List<Integer> threads = subject.equals(Modules.NAIVE) ? List.of(1) : most;
            plot.row(Names.shown(subject), "",
                    threads.stream().map(count -> measured.record(method, subject, count, 0)).toList());
        }
        return plot.svg();
    }

    private static String threads(int number) {
        return number == 1 ? "1 thread" : number + " threads";
    }

    private String latency() {
        List<Double> percentiles = List.of(50.0, 99.0, 99.9);
        DotPlot plot = new DotPlot("How late a record is done; the sink takes 50 ms once a second", "microseconds",
                percentiles.stream().map(percentile -> "p" + Tables.shown(percentile)).toArray(String[]::new));
        for (String subject : measured.lateSubjects()) {
            for (Map.Entry<String, String> since : Tables.SINCE) {
                plot.row(Names.shown(subject), since.getKey(), percentiles.stream()
                        .map(percentile -> measured.latency(subject, since.getValue(), percentile)).toList());
            }
        }
        return plot.svg();
    }

    private String flush() {
        DotPlot plot = new DotPlot("What a flush of all 14 metrics costs", "nanoseconds", "at once",
                "after 10 ms idle");
        for (String subject : Names.inOrder(measured.subjects("flush"))) {
            plot.row(subject, "", List.of(measured.flush(subject, 0), measured.flush(subject, 10)));
        }
        return plot.svg();
    }

    private String stalls() {
        DotPlot plot = new DotPlot("The longest wait of a record while the sink takes 50 ms", "microseconds",
                "longest wait in one of %d flushes".formatted(
                        measured.stalls().get("results").get(0).get("longestWaitNanos").size()));
        for (JsonNode result : measured.stalls().get("results")) {
            plot.row(Names.shown(result.get("subject").asText()), "", List.of(measured.stall(result)));
        }
        return plot.svg();
    }

    private String delivery() {
        DotPlot plot = new DotPlot("Records that arrive, one thread flat out", "records a second",
                "arrived; at the right, how much of what was recorded that is");
        for (JsonNode result : measured.delivery().get("results")) {
            if (result.get("offeredPerSecond").asLong() == 0) {
                double arrived = result.get("arrived").asDouble() / result.get("seconds").asDouble();
                plot.row(result.get("subject").asText(), Tables.arrived(result),
                        List.of(new Figure(arrived, arrived, arrived)));
            }
        }
        return plot.svg();
    }
}
