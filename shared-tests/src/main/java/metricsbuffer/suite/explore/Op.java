package metricsbuffer.suite.explore;

import metricsbuffer.suite.port.BufferPort;

/**
 * What a thread calls.
 *
 * @param metric what it records; null if it flushes
 */
public record Op(Metric metric, long amount) {

    static Op record(Metric metric, long amount) {
        return new Op(metric, amount);
    }

    static Op flush() {
        return new Op(null, 0);
    }

    void on(BufferPort buffer) {
        if (metric == null) {
            buffer.flush();
        } else {
            metric.record(buffer, amount);
        }
    }

    /** As one would write it. */
    @Override
    public String toString() {
        return metric == null ? "flush()"
                : "%s(%s, %d)".formatted(metric == Metric.T ? "time" : "increment", metric, amount);
    }
}
