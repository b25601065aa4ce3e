package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;

/** One thread flushes; the other records, then flushes. A third flush must find nothing that was emitted before. */
final class RecordBetweenTwoFlushes extends Scenario {

    /*
     * first:   flushes: reads 100 ................................................ marks 100 as emitted
     * second:                      records 1, flushes: emits 101, marks 101 as emitted
     * The third flush finds 101 recorded and 100 marked, and emits 1 for the second time.
     */

    private final boolean exactly;

    /** @param exactly whether the books must balance; or else no unit may be delivered twice, and some may be missing */
    RecordBetweenTwoFlushes(boolean exactly) {
        this.exactly = exactly;
    }

    @Override
    void before(BufferPort buffer) {
        buffer.increment(0, 100);
    }

    @Override
    void first(BufferPort buffer) {
        buffer.flush();
    }

    @Override
    void second(BufferPort buffer) {
        buffer.increment(0, 1);
        buffer.flush();
    }

    @Override
    void check(BufferPort buffer, Books books) {
        buffer.flush();
        if (exactly) {
            books.assertCounter(0, 101);
        } else {
            books.assertCounterNotTwice(0, 101);
        }
    }
}
