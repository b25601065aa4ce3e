package metricsbuffer.suite.explore;

import metricsbuffer.suite.port.BufferPort;

/** What scenarios record: two counters and a timing. A is the counter with the lower index. */
public enum Metric {
    A,
    B,
    T;

    void record(BufferPort buffer, long amount) {
        if (this == T) {
            buffer.time(0, amount);
        } else {
            buffer.increment(ordinal(), amount);
        }
    }

    static Metric ofCounter(int index) {
        return values()[index];
    }
}
