package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;

/** One thread flushes; the other records when the interval is over, and may begin a flush of its own. */
final class LateRecordDuringFlush extends Scenario {

    /*
     * first:   flushes: takes the lock of flushes ............................. wants the lock of the totals
     * second:                                      records: takes the lock of the totals, wants that of flushes
     */

    @Override
    boolean late() {
        return true;
    }

    @Override
    void first(BufferPort buffer) {
        buffer.flush();
    }

    @Override
    void second(BufferPort buffer) {
        buffer.increment(0, 1);
    }

    @Override
    void check(BufferPort buffer, Books books) {
        buffer.flush();
        books.assertCounter(0, 1);
    }
}
