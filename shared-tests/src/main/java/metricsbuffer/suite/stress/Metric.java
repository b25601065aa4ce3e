package metricsbuffer.suite.stress;

import metricsbuffer.suite.port.BufferPort;

/** The metrics that the stress tests record: three counters and a timing. */
enum Metric {
    A, B, C, T;

    /** Records one unit. */
    void recordOne(BufferPort buffer) {
        if (this == T) {
            buffer.time(0, 1);
        } else {
            buffer.increment(ordinal(), 1);
        }
    }
}
