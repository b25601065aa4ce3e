package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;

/** Two threads flush, and nobody records: what is too much was emitted by both. */
final class TwoFlushes extends Scenario {

    @Override
    void before(BufferPort buffer) {
        buffer.increment(0, 1);
        buffer.time(0, 10);
    }

    @Override
    void first(BufferPort buffer) {
        buffer.flush();
    }

    @Override
    void second(BufferPort buffer) {
        buffer.flush();
    }

    @Override
    void check(BufferPort buffer, Books books) {
        buffer.flush();
        books.assertCounterNotTwice(0, 1);
        books.assertTimingNotTwice(0, 10);
    }
}
