package metricsbuffer.measured;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import metricsbuffer.markdown.Markdown;
import metricsbuffer.suite.module.Modules;

/** The tables of {@code docs/measuring.md}, made of what was measured. */
public final class Tables {

    private static final Map<String, Function<Tables, List<String>>> BY_NAME = new TreeMap<>(Map.ofEntries(
            entry("measured: where", Tables::where),
            entry("measured: goals", Tables::goals),
            entry("measured: record", tables -> tables.record("count")),
            entry("measured: together", tables -> tables.together("count")),
            entry("measured: composite", Tables::composite),
            entry("measured: apart", Tables::apart),
            entry("measured: latency", Tables::latency),
            entry("measured: share", Tables::share),
            entry("measured: stalls", Tables::stalls),
            entry("measured: flush", Tables::flush),
            entry("measured: delivery", Tables::delivery),
            entry("measured: suite", Tables::suite),
            entry("measured: instruments", Tables::instruments)));

    static final List<Integer> THREADS = List.of(1, 2, 4);

    /** What the time of a record is taken from, in words and in the figures. */
    static final List<Map.Entry<String, String>> SINCE =
            List.of(entry("was due", "nanosSinceDue"), entry("began", "nanosSinceBegun"));

    private static final List<Double> LATE = List.of(50.0, 90.0, 95.0, 99.0, 99.9, 100.0);
    private static final DecimalFormatSymbols ENGLISH = DecimalFormatSymbols.getInstance(Locale.ROOT);
    private static final int FLUSHER = 10;
    private static final List<String> PEERS_WITH_COUNTERS =
            List.of("Micrometer", "Dropwizard", "Prometheus", "OpenTelemetry");

    private final Measurements measured;

    private Tables(Measurements measured) {
        this.measured = measured;
    }

    /** What a page calls the tables. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** The lines of a table. */
    public static List<String> of(String name) throws IOException {
        return BY_NAME.get(name).apply(new Tables(Measurements.read()));
    }

    private List<String> where() {
        List<String> lines = Markdown.table("figures", "machine", "JDK", "date", "command");
        lines.add(where("records, flushes", measured.jmh()));
        lines.add(where("stalls", measured.stalls()));
        lines.add(where("latency", measured.latency()));
        lines.add(where("delivery", measured.delivery()));
        lines.add(where("the suite", measured.suite()));
        return lines;
    }

    private static String where(String figures, JsonNode file) {
        return Markdown.row(figures, file.get("machine").asText(), file.get("jdk").asText(), file.get("date").asText(),
                "`" + file.get("command").asText() + "`");
    }

    private List<String> goals() {
        List<String> lines = Markdown.table("what a record costs", "threads", "goal", "measured", "least", "most", "");
        timesAdder(lines, "fix-concurrent", 1.3, THREADS);
        timesAdder(lines, "fix-lock", 3, List.of(1));
        timesAdder(lines, "fix-snapshot", 4, List.of(1));
        timesAdder(lines, "MB-X25", 0.8, THREADS);
        timesAdder(lines, "MB-X33", 2.5, THREADS);
        List<String> fastestFirst = PEERS_WITH_COUNTERS.stream().sorted(Comparator.comparing(this::nanos)).toList();
        lines.add(goal("fix-concurrent, times the fastest library's counter (" + fastestFirst.get(0) + ")", 1, 1.3,
                measured.ratio("fix-concurrent", fastestFirst.get(0), 1)));
        lines.add(goal("fix-concurrent, times the next library's counter (" + fastestFirst.get(1) + ")", 1, 1,
                measured.ratio("fix-concurrent", fastestFirst.get(1), 1)));
        for (Map.Entry<String, Integer> most : List.of(entry("fix-concurrent", 0), entry("fix-lock", 40),
                entry("fix-snapshot", 180))) {
            long bytes = Math.round(measured.bytes("count", most.getKey()));
            lines.add(Markdown.row(most.getKey() + ", bytes a record", "1", "at most " + most.getValue(),
                    Long.toString(bytes), "", "", met(bytes <= most.getValue())));
        }
        return lines;
    }

    private void timesAdder(List<String> lines, String subject, double most, List<Integer> threads) {
        for (int count : threads) {
            if (measured.has("count", subject, count)) {
                lines.add(goal(Names.shown(subject) + ", times a bare LongAdder", count, most,
                        measured.ratio(subject, Names.YARDSTICK, count)));
            }
        }
    }

    private static String goal(String what, int threads, double most, Measurements.Figure ratio) {
        return Markdown.row(what, Integer.toString(threads), "at most " + new DecimalFormat("0.#", ENGLISH).format(most),
                fixed(ratio.median(), 2), fixed(ratio.least(), 2), fixed(ratio.most(), 2), met(ratio.median() <= most));
    }

    private double nanos(String subject) {
        return measured.record("count", subject, 1, 0).median();
    }

    private double ratio(String method, String subject, int threads) {
        return measured.record(method, subject, threads, 0).median()
                / measured.record(method, Names.YARDSTICK, 1, 0).median();
    }

    private static String met(boolean met) {
        return met ? "met" : "missed";
    }

    private List<String> record(String method) {
        List<String> lines = Markdown.table("ns", "1 thread", "2 threads", "4 threads", "times LongAdder", "bytes",
                "flusher, 1 thread", "flusher, 2", "flusher, 4");
        for (String subject : Names.inOrder(measured.subjects(method))) {
            List<String> cells = new ArrayList<>(List.of(Names.shown(subject)));
            cells.addAll(figures(subject, 0, threads -> cost(method, subject, threads, 0)));
            cells.addAll(ratioAndBytes(method, subject));
            cells.addAll(figures(subject, FLUSHER, threads -> cost(method, subject, threads, FLUSHER)));
            lines.add(Markdown.row(cells));
        }
        return lines;
    }

    /** A count and its time. */
    private List<String> composite() {
        String method = "countAndTime";
        List<String> lines = Markdown.table("ns", "1 thread", "2 threads", "times LongAdder", "bytes");
        for (String subject : Names.inOrder(measured.subjects(method))) {
            List<String> cells = new ArrayList<>(List.of(Names.shown(subject), cost(method, subject, 1, 0),
                    subject.equals(Modules.NAIVE) ? "wrong" : cost(method, subject, 2, 0)));
            cells.addAll(ratioAndBytes(method, subject));
            lines.add(Markdown.row(cells));
        }
        return lines;
    }

    private List<String> ratioAndBytes(String method, String subject) {
        return List.of(fixed(ratio(method, subject, 1), 2),
                Long.toString(Math.round(measured.bytes(method, subject))));
    }

    /** Threads that record the same counter, and each its own. */
    private List<String> apart() {
        List<String> lines = Markdown.table("ns", "1 thread", "2 threads, one counter", "2 threads, a counter each");
        for (String subject : Names.inOrder(measured.subjects("apart"))) {
            lines.add(Markdown.row(Names.shown(subject),
                    cost(measured.has("count", subject, 1) ? "count" : "apart", subject, 1, 0),
                    measured.has("count", subject, 2) ? cost("count", subject, 2, 0) : "",
                    cost("apart", subject, 2, 0)));
        }
        return lines;
    }

    /** Millions of records a second. */
    private List<String> together(String method) {
        List<String> lines = Markdown.table("million records a second, all threads", "1 thread", "2 threads",
                "4 threads", "flusher, 1 thread", "flusher, 2", "flusher, 4");
        for (String subject : Names.inOrder(measured.subjects(method))) {
            List<String> cells = new ArrayList<>(List.of(Names.shown(subject)));
            for (int flusher : List.of(0, FLUSHER)) {
                cells.addAll(figures(subject, flusher,
                        threads -> fixed(measured.together(method, subject, threads, flusher) / 1e6, 0)));
            }
            lines.add(Markdown.row(cells));
        }
        return lines;
    }

    /** A cell for each number of recording threads. */
    private static List<String> figures(String subject, int flusher, IntFunction<String> figure) {
        if (flusher > 0 && !Modules.ALL.contains(subject)) { // only those are measured so
            return Collections.nCopies(THREADS.size(), "");
        }
        return THREADS.stream().map(threads -> subject.equals(Modules.NAIVE) && (threads > 1 || flusher > 0)
                ? "wrong" : figure.apply(threads)).toList();
    }

    private String cost(String method, String subject, int threads, int flusher) {
        Measurements.Figure figure = measured.record(method, subject, threads, flusher);
        return "%s (%s to %s)".formatted(figures(figure.median()), figures(figure.least()), figures(figure.most()));
    }

    /** What a cost means: the share of one processor that goes into records. */
    private List<String> share() {
        List<String> lines = Markdown.table("share of one processor", "1,000 records a second", "100,000",
                "10,000,000");
        for (String subject : Names.inOrder(measured.subjects("count")).subList(0, 1 + Modules.FIXES.size())) {
            double nanos = nanos(subject);
            lines.add(Markdown.row(subject, percent(1e3 * nanos / 1e9), percent(1e5 * nanos / 1e9),
                    percent(1e7 * nanos / 1e9)));
        }
        return lines;
    }

    private List<String> stalls() {
        List<String> lines = Markdown.table("longest wait of a record", "median of the flushes, us", "least", "most",
                "flushes", "fewest records during one");
        for (JsonNode result : measured.stalls().get("results")) {
            Measurements.Figure figure = measured.stall(result);
            lines.add(Markdown.row(Names.shown(result.get("subject").asText()), figures(figure.median()),
                    figures(figure.least()), figures(figure.most()),
                    Integer.toString(result.get("longestWaitNanos").size()),
                    grouped(result.get("fewestRecordsDuringTheSink").asLong())));
        }
        return lines;
    }

    /** Each percentile as a median of the rounds, of the two ways to take the time. */
    private List<String> latency() {
        List<String> heads = new ArrayList<>(List.of("us a record", "taken from when it"));
        LATE.forEach(percentile -> heads.add(percentile == 100 ? "longest" : "p" + shown(percentile)));
        List<String> lines = Markdown.table(heads.toArray(String[]::new));
        for (String subject : measured.lateSubjects()) {
            for (Map.Entry<String, String> since : SINCE) {
                List<String> cells = new ArrayList<>(List.of(Names.shown(subject), since.getKey()));
                LATE.forEach(percentile -> cells.add(microseconds(
                        measured.latency(subject, since.getValue(), percentile).median())));
                lines.add(Markdown.row(cells));
            }
        }
        return lines;
    }

    static String shown(double percentile) {
        return new DecimalFormat("0.#", ENGLISH).format(percentile);
    }

    private static String microseconds(double value) {
        return value < 10 ? fixed(value, 2) : figures(value);
    }

    private List<String> flush() {
        List<String> lines = Markdown.table("ns a flush of 14 metrics", "at once", "after 10 ms idle");
        for (String subject : Names.inOrder(measured.subjects("flush"))) {
            lines.add(Markdown.row(subject, grouped(measured.flush(subject, 0).median()),
                    grouped(measured.flush(subject, 10).median())));
        }
        return lines;
    }

    private List<String> delivery() {
        List<String> lines = Markdown.table("one thread records", "offered a second", "recorded a second",
                "arrived a second", "arrived", "datagrams that the kernel dropped");
        for (JsonNode result : measured.delivery().get("results")) {
            double seconds = result.get("seconds").asDouble();
            long offered = result.get("offeredPerSecond").asLong();
            long drops = result.get("datagramsDroppedByTheKernel").asLong();
            lines.add(Markdown.row(result.get("subject").asText(), offered == 0 ? "all it can" : grouped(offered),
                    grouped(result.get("recorded").asLong() / seconds),
                    grouped(result.get("arrived").asLong() / seconds),
                    arrived(result),
                    drops < 0 ? "not known" : grouped(drops)));
        }
        return lines;
    }

    /** Near 100 rounded down: only what arrived to the last record is all of it. */
    static String arrived(JsonNode result) {
        double percent = 100.0 * result.get("arrived").asLong() / result.get("recorded").asLong();
        return new BigDecimal(percent).setScale(percent < 10 ? 2 : 1, percent < 99 ? RoundingMode.HALF_UP
                : RoundingMode.DOWN).stripTrailingZeros().toPlainString() + " %";
    }

    private List<String> suite() {
        List<String> lines = Markdown.table("module", "tests of `mvn test`, s", "`mvn verify` adds, s");
        for (JsonNode result : measured.suite().get("results")) {
            if (result.has("testSeconds")) {
                lines.add(Markdown.row(result.get("module").asText(), fixed(result.get("testSeconds").asDouble(), 1),
                        fixed(result.get("verifySeconds").asDouble(), 1)));
            }
        }
        return lines;
    }

    private List<String> instruments() {
        List<String> lines = Markdown.table("instrument, on buggy", "first violation after, s", "rule",
                "scenarios violated", "all of it, s");
        for (JsonNode result : measured.suite().get("results")) {
            if (result.has("instrument")) {
                boolean seen = result.has("rule");
                lines.add(Markdown.row(result.get("instrument").asText(),
                        seen ? fixed(result.get("secondsToFirstViolation").asDouble(), 2) : "none seen",
                        seen ? result.get("rule").asText() : "", Integer.toString(result.get("violations").asInt()),
                        fixed(result.get("secondsInAll").asDouble(), 1)));
            }
        }
        return lines;
    }

    private static String fixed(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** Two figures are what can be relied on, and a third for those who compare. */
    private static String figures(double value) {
        return value >= 1_000 ? grouped(value) : fixed(value, value >= 100 ? 0 : 1);
    }

    private static String grouped(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    private static String percent(double share) {
        double percent = 100 * share;
        return percent >= 0.1 ? fixed(percent, 1) + " %" : new BigDecimal(percent).round(new MathContext(1))
                .toPlainString() + " %";
    }
}
