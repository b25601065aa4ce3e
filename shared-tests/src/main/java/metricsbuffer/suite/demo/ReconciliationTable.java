package metricsbuffer.suite.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
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

    private final Row counts;
    private final Row times;

    ReconciliationTable(List<Reconciliation> runs) {
        Map<Boolean, List<Line>> byTiming = runs.stream().flatMap(run -> run.lines().stream())
                .collect(Collectors.partitioningBy(Line::timing));
        counts = new Row("ALL COUNTS", false, byTiming.get(false));
        times = new Row("ALL TIMES", true, byTiming.get(true));
    }

    boolean isBalanced() {
        return Stream.of(counts, times).allMatch(all -> all.sum(Line::lost) == 0 && all.sum(Line::doubled) == 0);
    }

    long lostCounts() {
        return counts.sum(Line::lost);
    }

    long doubledCounts() {
        return counts.sum(Line::doubled);
    }

    String time() {
        return "and of the times " + times.figure(Line::lost) + " ms lost, " + times.figure(Line::doubled)
                + " ms doubled";
    }

    /** The table, 80 columns wide. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(RULE);
        lines.add("  | %-26s | %9s | %9s | %9s | %9s |".formatted(
                PREFIX + "*", "recorded", "delivered", "lost", "doubled"));
        lines.add(RULE);
        for (Row all : List.of(counts, times)) {
            all.lines.stream().collect(Collectors.groupingBy(Line::metric, LinkedHashMap::new, Collectors.toList()))
                    .forEach((metric, runs) -> lines.add(new Row(metric, all.timing, runs).toString()));
            lines.addAll(List.of(RULE, all.toString(), RULE));
        }
        return lines;
    }

    private record Row(String name, boolean timing, List<Line> lines) {

        long sum(ToLongFunction<Line> what) {
            return lines.stream().mapToLong(what).sum();
        }

        @Override
        public String toString() {
            String shown = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
            return "  | %-21s %4s | %9s | %9s | %9s | %9s |".formatted(shown, timing ? "[ms]" : "",
                    figure(Line::recorded), figure(Line::delivered), figure(Line::lost), figure(Line::doubled));
        }

        /** Zero is shown as 0 and nothing else is. */
        String figure(ToLongFunction<Line> what) {
            long value = sum(what);
            if (!timing || value == 0) {
                return String.valueOf(value);
            }
            String millis = String.format(Locale.ROOT, "%.3f", value / NANOS_PER_MILLI);
            return millis.equals("0.000") ? "<0.001" : millis;
        }
    }
}
