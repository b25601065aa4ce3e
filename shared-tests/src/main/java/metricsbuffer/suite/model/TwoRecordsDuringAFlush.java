package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.verdict.RuleViolation;

/** One thread flushes; the other records one metric, then another. The flush must not see the second record alone. */
final class TwoRecordsDuringAFlush extends Scenario {

    /*
     * first:   flushes: takes `earlier` ........................ takes `later`, with the 1 recorded of it
     * second:                            records 1 of `earlier`, then 1 of `later`
     * What the flush has not emitted when both have returned is left to the next, or to none.
     */

    private final int earlier;
    private final int later;

    /**
     * In which order a flush takes its metrics is the buffer's affair, so both orders are to be tried.
     *
     * @param earlier the counter that is recorded first
     * @param later the counter that is recorded second
     */
    TwoRecordsDuringAFlush(int earlier, int later) {
        this.earlier = earlier;
        this.later = later;
    }

    @Override
    void before(BufferPort buffer) {
        // In the same order for both: a map may walk its metrics in the order in which they came.
        buffer.increment(0, 100);
        buffer.increment(1, 100);
    }

    @Override
    void first(BufferPort buffer) {
        buffer.flush();
    }

    @Override
    void second(BufferPort buffer) {
        buffer.increment(earlier, 1);
        buffer.increment(later, 1);
    }

    @Override
    boolean deathIsJudged() {
        return false;
    }

    @Override
    void check(BufferPort buffer, Books books) {
        assertCut(books, "the flush emitted what was recorded second, and not what was recorded first");
        buffer.flush();
        assertCut(books, "what was recorded second was emitted, and what was recorded first never");
    }

    private void assertCut(Books books, String torn) {
        if (books.delivered(later) >= 101 && books.delivered(earlier) == 100) {
            throw new RuleViolation(torn);
        }
    }
}
