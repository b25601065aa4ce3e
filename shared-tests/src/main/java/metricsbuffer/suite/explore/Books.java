package metricsbuffer.suite.explore;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import metricsbuffer.suite.port.BufferSink;

/** The sink of a run. A call of it is a step; it keeps what was delivered, and refuses one total if it is told to. */
final class Books implements BufferSink, StandIn {

    private final Map<Metric, Long> delivered = new EnumMap<>(Metric.class);
    private final boolean emissionsCount;
    private int untilRefused;
    private int emissions;
    private boolean notPositive;

    /**
     * @param refused which of the calls is refused, from 1; 0 if none is
     * @param emissionsCount whether it matters in how many calls it was handed what it has
     */
    Books(int refused, boolean emissionsCount) {
        this.untilRefused = refused;
        this.emissionsCount = emissionsCount;
    }

    @Override
    public void counter(int counter, long total) {
        take(Metric.ofCounter(counter), total);
    }

    @Override
    public void timing(int timing, long nanos) {
        if (timing != 0) {
            throw new IllegalStateException("nobody has recorded timing " + timing);
        }
        take(Metric.T, nanos);
    }

    private void take(Metric metric, long total) {
        Turns.turn(this, "hands %s = %s to the sink", metric, total);
        if (untilRefused > 0 && --untilRefused == 0) {
            throw new Refusal();
        }
        emissions++;
        delivered.merge(metric, total, Long::sum);
        notPositive |= total <= 0;
    }

    long of(Metric metric) {
        return delivered.getOrDefault(metric, 0L);
    }

    int emissions() {
        return emissions;
    }

    boolean notPositive() {
        return notPositive;
    }

    @Override
    public List<?> parts() {
        List<Object> parts = new ArrayList<>(List.of(untilRefused, emissionsCount ? emissions : 0, notPositive));
        for (Metric metric : Metric.values()) {
            parts.add(of(metric));
        }
        return parts;
    }

    @Override
    public String text(Function<Object, String> of) {
        return delivered.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" "));
    }
}
