package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;

/** One thread flushes, and the sink refuses the total; the other records the same metric. */
final class RecordDuringARefusal extends Scenario {

    /*
     * first:   flushes: 100 is refused; reads 0 ................. puts back 0 + 100
     * second:                                      records 1
     * The sink is called before the total is put back: it cannot make the record come in between.
     */

    @Override
    int refused() {
        return 1;
    }

    @Override
    void before(BufferPort buffer) {
        buffer.increment(0, 100);
    }

    @Override
    void first(BufferPort buffer) {
        flushRefused(buffer);
    }

    @Override
    void second(BufferPort buffer) {
        buffer.increment(0, 1);
    }

    @Override
    boolean deathIsJudged() {
        return false;
    }

    @Override
    void check(BufferPort buffer, Books books) {
        flushRefused(buffer);
        buffer.flush();
        books.assertCounter(0, 101);
    }
}
