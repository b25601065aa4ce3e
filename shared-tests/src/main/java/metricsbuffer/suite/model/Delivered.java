package metricsbuffer.suite.model;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import metricsbuffer.suite.port.BufferSink;
import metricsbuffer.suite.verdict.RuleViolation;

/**
 * A sink that adds up what it is handed, metric by metric. No more than atomic cells, because each step that it takes
 * is a step that the model checker explores, and the steps to explore are those of the buffer.
 */
final class Delivered implements BufferSink {

    /** How many counters a scenario may use, and how many timings. */
    private static final int OF_A_KIND = 2;

    private final AtomicLongArray delivered = new AtomicLongArray(2 * OF_A_KIND);
    private final AtomicInteger emissions = new AtomicInteger();
    private final AtomicInteger toRefuse;
    private volatile long notPositive = 1;

    /** @param toRefuse how many totals are refused, the first ones */
    Delivered(int toRefuse) {
        this.toRefuse = new AtomicInteger(toRefuse);
    }

    @Override
    public void counter(int counter, long total) {
        take(counter, total);
    }

    @Override
    public void timing(int timing, long nanos) {
        take(OF_A_KIND + timing, nanos);
    }

    private void take(int cell, long total) {
        if (toRefuse.get() > 0 && toRefuse.getAndDecrement() > 0) {
            throw new Refusal();
        }
        emissions.incrementAndGet();
        delivered.addAndGet(cell, total);
        if (total <= 0) {
            notPositive = total;
        }
    }

    /** What a flush may throw, then. */
    static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refusal() {
            super("refused", null, false, false); // neither a stack trace nor suppressed ones: they would be explored
        }
    }

    /** How many totals were handed over. */
    int emissions() {
        return emissions.get();
    }

    /** What has been delivered of a counter so far. */
    long ofCounter(int counter) {
        return delivered.get(counter);
    }

    /** What has been delivered of a timing so far. */
    long ofTiming(int timing) {
        return delivered.get(OF_A_KIND + timing);
    }

    /** What was recorded of a counter has been delivered once. */
    void assertCounter(int counter, long recorded) {
        assertOnce("counter " + counter, recorded, ofCounter(counter));
    }

    /** What was recorded of a timing has been delivered once. */
    void assertTiming(int timing, long recorded) {
        assertOnce("timing " + timing, recorded, ofTiming(timing));
    }

    /** Nothing of a counter has been delivered twice; what is missing is not judged. */
    void assertCounterNotTwice(int counter, long recorded) {
        assertNotTwice("counter " + counter, recorded, ofCounter(counter));
    }

    /** As {@link #assertCounterNotTwice}. */
    void assertTimingNotTwice(int timing, long recorded) {
        assertNotTwice("timing " + timing, recorded, ofTiming(timing));
    }

    /** What was recorded of a counter has been delivered, at least once. */
    void assertCounterEmitted(int counter, long recorded) {
        long out = ofCounter(counter);
        if (out < recorded) {
            throw new RuleViolation("counter " + counter + ": recorded " + recorded + ", delivered " + out
                    + ", although each thread has seen its flush return");
        }
    }

    private void assertOnce(String metric, long in, long out) {
        assertNotTwice(metric, in, out);
        if (out < in) {
            // No String.format: what it would load and initialise would be explored, too.
            throw new RuleViolation(metric + ": recorded " + in + ", delivered " + out + ": " + (in - out) + " lost");
        }
    }

    private void assertNotTwice(String metric, long in, long out) {
        // Closing totals can balance although a total was emitted twice and then taken back.
        if (notPositive <= 0) {
            throw new RuleViolation("a total of " + notPositive + " was emitted");
        }
        if (out > in) {
            throw new RuleViolation(metric + ": recorded " + in + ", delivered " + out + ": " + (out - in)
                    + " too many");
        }
    }
}
