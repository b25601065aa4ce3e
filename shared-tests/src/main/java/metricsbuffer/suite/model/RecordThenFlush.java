package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;

/** Each thread records, then flushes. No flush follows: both have seen theirs return, so nothing may be left. */
final class RecordThenFlush extends Scenario {

    @Override
    void first(BufferPort buffer) {
        buffer.increment(0, 1);
        buffer.flush();
    }

    @Override
    void second(BufferPort buffer) {
        buffer.increment(0, 10);
        buffer.flush();
    }

    @Override
    boolean deathIsJudged() {
        return false;
    }

    @Override
    void check(BufferPort buffer, Books books) {
        // Too much is another rule's business.
        books.assertCounterEmitted(0, 11);
    }
}
