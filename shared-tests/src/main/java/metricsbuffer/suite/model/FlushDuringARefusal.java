package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;

/** Two threads flush, and the sink refuses the first total of each: both have something to put back. */
final class FlushDuringARefusal extends Scenario {

    /*
     * first:   flushes: 100 is refused ......................................... puts back
     * second:                            records 1, flushes: 1 is refused, puts back
     */

    @Override
    int refused() {
        return 2;
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
        flushRefused(buffer);
    }

    @Override
    boolean deathIsJudged() {
        return false;
    }

    @Override
    void check(BufferPort buffer, Books books) {
        flushRefused(buffer); // one flush may have had it all, and one refusal is left
        buffer.flush();
        books.assertCounter(0, 101);
    }
}
