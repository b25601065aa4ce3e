package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;

/** One thread records while the other flushes. */
final class RecordDuringFlush extends Scenario {

    private final int counter;

    /** @param counter what is recorded: 0 is present before, and the flush emits it; 1 is seen for the first time */
    RecordDuringFlush(int counter) {
        this.counter = counter;
    }

    @Override
    void before(BufferPort buffer) {
        buffer.increment(0, 100);
    }

    @Override
    void first(BufferPort buffer) {
        buffer.increment(counter, 1);
    }

    @Override
    void second(BufferPort buffer) {
        buffer.flush();
    }

    @Override
    void check(BufferPort buffer, Books books) {
        buffer.flush();
        books.assertCounter(counter, counter == 0 ? 101 : 1);
    }
}
