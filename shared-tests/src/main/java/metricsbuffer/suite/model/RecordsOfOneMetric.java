package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;

/**
 * Two threads record one metric. Nothing can force this one: the error lies between two machine steps of the record
 * path, where neither sink nor clock is called.
 */
final class RecordsOfOneMetric extends Scenario {

    private final Kind kind;
    private final long before;

    /** @param before what was recorded of the metric before; with 0 both threads are the first to see it */
    RecordsOfOneMetric(Kind kind, long before) {
        this.kind = kind;
        this.before = before;
    }

    @Override
    void before(BufferPort buffer) {
        if (before > 0) {
            kind.record(buffer, before);
        }
    }

    @Override
    void first(BufferPort buffer) {
        kind.record(buffer, 1);
    }

    @Override
    void second(BufferPort buffer) {
        kind.record(buffer, 10);
    }

    @Override
    void check(BufferPort buffer, Books books) {
        buffer.flush();
        kind.assertDelivered(books, before + 11);
    }
}
