package metricsbuffer.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import metricsbuffer.metrics.Metrics;

/** Keeps what is sent. Safe for use by several threads. */
public final class TestMetrics implements Metrics {

    /** A value that was sent; a gauge is rounded. */
    public record Sent(String name, long value, List<String> tags) {}

    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    @Override
    public void increment(String name, long amount, String... tags) {
        sent.add(new Sent(name, amount, List.of(tags)));
    }

    @Override
    public void gauge(String name, double value, String... tags) {
        sent.add(new Sent(name, Math.round(value), List.of(tags)));
    }

    @Override
    public void timing(String name, long nanos, String... tags) {
        sent.add(new Sent(name, nanos, List.of(tags)));
    }

    /** What was sent under a name, in order. */
    public List<Sent> sent(String name) {
        return sent.stream().filter(value -> value.name().equals(name)).toList();
    }

    /** The sum of what was sent under a name. */
    public long sum(String name) {
        return sent(name).stream().mapToLong(Sent::value).sum();
    }
}
