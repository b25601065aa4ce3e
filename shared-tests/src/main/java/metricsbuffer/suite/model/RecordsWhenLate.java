package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.verdict.RuleViolation;

/** Two threads record when the interval is over, and the clock stands: one of the records begins a flush. */
final class RecordsWhenLate extends Scenario {

    /*
     * first:   records 1, finds the interval over ............................... flushes: emits 100
     * second:                                      records 10, flushes, records 100
     * A flush that finds nothing emits nothing and is not seen from outside. Hence the third record, which leaves a
     * second flush something to emit; and hence one metric, of which a flush emits one total.
     */

    @Override
    boolean late() {
        return true;
    }

    @Override
    void first(BufferPort buffer) {
        buffer.increment(0, 1);
    }

    @Override
    void second(BufferPort buffer) {
        buffer.increment(0, 10);
        buffer.increment(0, 100);
    }

    @Override
    void check(BufferPort buffer, Books books) {
        if (books.emissions() != 1) {
            throw new RuleViolation("records that found one interval over began " + books.emissions() + " flushes");
        }
    }
}
