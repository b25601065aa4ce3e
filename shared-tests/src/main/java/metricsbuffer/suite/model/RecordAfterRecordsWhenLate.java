package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.verdict.RuleViolation;

/** Two threads record when the interval is over. When one more is over and all is quiet, a record begins a flush. */
final class RecordAfterRecordsWhenLate extends Scenario {

    /*
     * first:   finds the interval over ........................................ sets a flag, looks again, returns
     * second:                           finds it over, sets the flag, flushes, puts the flag back
     * The flag that the first one has left set keeps every later flush away.
     */

    @Override
    boolean late() {
        return true;
    }

    @Override
    boolean lateAgain() {
        return true;
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
    boolean deathIsJudged() {
        return false;
    }

    @Override
    void check(BufferPort buffer, Books books) {
        buffer.increment(1, 1);
        if (books.delivered(1) == 0) {
            throw new RuleViolation("two threads recorded when the interval was over; when the next one was over and no"
                    + " flush was running, a record began none");
        }
    }
}
