package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.verdict.RuleViolation;

/**
 * One thread flushes; the other records a counter and a timing. A buffer that takes its counters at one moment and its
 * timings at another cuts through neither kind, and between them.
 */
final class CounterAndTimingDuringAFlush extends Scenario {

    private final boolean counterFirst;

    /** @param counterFirst whether the counter is recorded before the timing */
    CounterAndTimingDuringAFlush(boolean counterFirst) {
        this.counterFirst = counterFirst;
    }

    @Override
    void before(BufferPort buffer) {
        buffer.increment(0, 100);
        buffer.time(0, 100);
    }

    @Override
    void first(BufferPort buffer) {
        buffer.flush();
    }

    @Override
    void second(BufferPort buffer) {
        if (counterFirst) {
            buffer.increment(0, 1);
            buffer.time(0, 1);
        } else {
            buffer.time(0, 1);
            buffer.increment(0, 1);
        }
    }

    @Override
    boolean deathIsJudged() {
        return false;
    }

    @Override
    void check(BufferPort buffer, Books books) {
        long earlier = counterFirst ? books.delivered(0) : books.deliveredTiming(0);
        long later = counterFirst ? books.deliveredTiming(0) : books.delivered(0);
        if (later == 101 && earlier == 100) {
            throw new RuleViolation("the flush emitted what was recorded second, and not what was recorded first");
        }
    }
}
