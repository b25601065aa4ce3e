package metricsbuffer.suite.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import metricsbuffer.suite.rig.Reconciliation;
import metricsbuffer.suite.rig.Reconciliation.Line;

/**
 * The reconciliations of several runs as one table. Lost and doubled are taken run by run and then added up, so that
 * what one run lost does not make up for what another delivered twice.
 */
final class ReconciliationTable {

    private static final String PREFIX = "arroyo.consumer.";
    private static final String RULE = "  +" + "-".repeat(28) + ("+" + "-".repeat(11)).repeat(4) + "+";
    private static final double NANOS_PER_MILLI = 1e6;

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Row counts = new Row("ALL COUNTS", false);
    private final Row times = new Row("ALL TIMES", true);

    ReconciliationTable(List<Reconciliation> runs) {
        runs.forEach(run -> run.lines().forEach(this::enter));
    }

    boolean isBalanced() {
        return Stream.of(counts, times).allMatch(all -> all.lost == 0 && all.doubled == 0);
    }

    long lostCounts() {
        return counts.lost;
    }

    long doubledCounts() {
        return counts.doubled;
    }

    String time() {
        return "and of the times " + times.figure(times.lost) + " ms lost, "
                + times.figure(times.doubled) + " ms doubled";
    }

    /** The table, 80 columns wide. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(RULE);
        lines.add("  | %-26s | %9s | %9s | %9s | %9s |".formatted(
                PREFIX + "*", "recorded", "delivered", "lost", "doubled"));
        lines.add(RULE);
        for (Row all : List.of(counts, times)) {
            rows.values().stream().filter(row -> row.timing == all.timing).map(Row::toString).forEach(lines::add);
            lines.addAll(List.of(RULE, all.toString(), RULE));
        }
        return lines;
    }

    private void enter(Line line) {
        rows.computeIfAbsent(line.metric(), metric -> new Row(metric, line.timing())).add(line);
        (line.timing() ? times : counts).add(line);
    }

    private static final class Row {

        private final String name;
        private final boolean timing;
        private long recorded;
        private long delivered;
        private long lost;
        private long doubled;

        Row(String name, boolean timing) {
            this.name = name;
            this.timing = timing;
        }

        void add(Line line) {
            recorded += line.recorded();
            delivered += line.delivered();
            lost += line.lost();
            doubled += line.doubled();
        }

        @Override
        public String toString() {
            String shown = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
            return "  | %-21s %4s | %9s | %9s | %9s | %9s |".formatted(shown, timing ? "[ms]" : "",
                    figure(recorded), figure(delivered), figure(lost), figure(doubled));
        }

        /** Zero is shown as 0 and nothing else is. */
        private String figure(long value) {
            if (!timing || value == 0) {
                return String.valueOf(value);
            }
            String millis = String.format(Locale.ROOT, "%.3f", value / NANOS_PER_MILLI);
            return millis.equals("0.000") ? "<0.001" : millis;
        }
    }
}
