package metricsbuffer.suite.rules;

import metricsbuffer.suite.port.BufferModule;

/** A metric of the module under test: a counter or a timing, by index. */
public record Metric(boolean counter, int index) {

    /** By its index in {@link BufferModule#counters()}. */
    public static Metric counter(int index) {
        return new Metric(true, index);
    }

    /** By its index in {@link BufferModule#timings()}. */
    public static Metric timing(int index) {
        return new Metric(false, index);
    }

    String name(BufferModule module) {
        return (counter ? module.counters() : module.timings()).get(index);
    }
}
