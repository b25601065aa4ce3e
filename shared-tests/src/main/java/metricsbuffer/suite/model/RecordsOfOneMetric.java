package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;

/**
 * Two threads record one metric. Nothing can force this one: the error lies between two machine steps of the record
 * path, where neither sink nor clock is called.
 */
final class RecordsOfOneMetric extends Scenario {

    private final long before;

    /** @param before what was recorded of the metric before; with 0 both threads are the first to see it */
    RecordsOfOneMetric(long before) {
        this.before = before;
    }

    @Override
    void before(BufferPort buffer) {
        if (before > 0) {
            buffer.increment(0, before);
        }
    }

    @Override
    void first(BufferPort buffer) {
        buffer.increment(0, 1);
    }

    @Override
    void second(BufferPort buffer) {
        buffer.increment(0, 10);
    }

    @Override
    void check(BufferPort buffer, Books books) {
        buffer.flush();
        books.assertCounter(0, before + 11);
    }
}
