package metricsbuffer.suite.rules;

import metricsbuffer.suite.port.BufferModule;

/** A metric of the module under test: a counter or a timing, by index. */
record Metric(boolean counter, int index) {

    static Metric counter(int index) {
        return new Metric(true, index);
    }

    static Metric timing(int index) {
        return new Metric(false, index);
    }

    String name(BufferModule module) {
        return (counter ? module.counters() : module.timings()).get(index);
    }
}
