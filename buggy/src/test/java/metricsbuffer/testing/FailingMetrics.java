package metricsbuffer.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import metricsbuffer.metrics.Metrics;

/** Takes nothing: notes under which name something was to be sent, and throws. Safe for use by several threads. */
public final class FailingMetrics implements Metrics {

    /** The names of what was refused, in order. */
    public final List<String> refused = new CopyOnWriteArrayList<>();

    @Override
    public void increment(String name, long amount, String... tags) {
        refuse(name);
    }

    @Override
    public void gauge(String name, double value, String... tags) {
        refuse(name);
    }

    @Override
    public void timing(String name, long nanos, String... tags) {
        refuse(name);
    }

    private void refuse(String name) {
        refused.add(name);
        throw new IllegalStateException("the backend refuses " + name);
    }
}
