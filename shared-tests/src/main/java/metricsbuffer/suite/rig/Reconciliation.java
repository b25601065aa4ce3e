package metricsbuffer.suite.rig;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import metricsbuffer.suite.dogstatsd.DogStatsDReceiver;
import metricsbuffer.suite.dogstatsd.MetricType;
import metricsbuffer.suite.port.BufferModule;

/**
 * What was recorded against what was delivered, metric by metric: counts, and nanoseconds, to the unit.
 *
 * @param lines one for each metric that was recorded or delivered, counters first
 */
public record Reconciliation(List<Line> lines) {

    /** How many decimals of a millisecond are nanoseconds. */
    private static final int NANOS_IN_MILLIS_DIGITS = 6;

    /**
     * One metric.
     *
     * @param metric its name
     * @param timing whether it is a timing, in nanoseconds, and not a count
     * @param recorded what the consumer handed to its buffer
     * @param delivered what arrived
     */
    public record Line(String metric, boolean timing, long recorded, long delivered) {

        /** What was recorded and not delivered. */
        public long lost() {
            return Math.max(0, recorded - delivered);
        }

        /** What was delivered beyond what was recorded. */
        public long doubled() {
            return Math.max(0, delivered - recorded);
        }

        @Override
        public String toString() {
            String unit = timing ? " ns" : "";
            return metric + ": recorded " + recorded + unit + ", delivered " + delivered + unit
                    + (lost() > 0 ? ", lost " + lost() + unit : "")
                    + (doubled() > 0 ? ", delivered twice " + doubled() + unit : "");
        }
    }

    public Reconciliation {
        lines = List.copyOf(lines);
    }

    /** Holds the journal against what arrived at an agent. Call it when all has arrived. */
    public static Reconciliation of(Journal journal, DogStatsDReceiver agent) {
        return of(journal, metric -> arrived(agent, metric));
    }

    /** Holds the journal against what the DogStatsD client has taken: the best there is without the agent. */
    public static Reconciliation ofHanded(Journal journal) {
        return of(journal, journal::handed);
    }

    private static Reconciliation of(Journal journal, ToLongFunction<String> delivered) {
        BufferModule module = BufferModule.load();
        List<Line> lines = new ArrayList<>();
        module.counters().stream().sorted().forEach(metric ->
                lines.add(new Line(metric, false, journal.recorded(metric), delivered.applyAsLong(metric))));
        module.timings().stream().sorted().forEach(metric ->
                lines.add(new Line(metric, true, journal.recorded(metric), delivered.applyAsLong(metric))));
        lines.removeIf(line -> line.recorded() == 0 && line.delivered() == 0);
        return new Reconciliation(lines);
    }

    /** The metrics of which not exactly as much was delivered as recorded. */
    public List<Line> differences() {
        return lines.stream().filter(line -> line.recorded() != line.delivered()).toList();
    }

    /** Counts come as counts; timings come in milliseconds, as whatever type the module chose. */
    private static long arrived(DogStatsDReceiver agent, String metric) {
        return agent.totals().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(metric))
                .map(entry -> entry.getKey().type() == MetricType.COUNT ? entry.getValue().sum()
                        : entry.getValue().sum().movePointRight(NANOS_IN_MILLIS_DIGITS))
                .reduce(BigDecimal.ZERO, BigDecimal::add).longValueExact();
    }
}
