package metricsbuffer.suite.model;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import metricsbuffer.suite.model.Scenarios.MetricKind;
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

    void refuseNoMore() {
        toRefuse.set(0);
    }

    int emissions() {
        return emissions.get();
    }

    long of(MetricKind kind, int index) {
        return delivered.get(kind.ordinal() * OF_A_KIND + index);
    }

    // No String.format below: what it would load and initialise would be explored, too.

    void assertOnce(MetricKind kind, int index, long in) {
        assertNotTwice(kind, index, in);
        long out = of(kind, index);
        if (out < in) {
            throw new RuleViolation(books(kind, index, in, out) + ": " + (in - out) + " lost");
        }
    }

    /** Nothing of a metric has been delivered twice; what is missing is not judged. */
    void assertNotTwice(MetricKind kind, int index, long in) {
        // Closing totals can balance although a total was emitted twice and then taken back.
        if (notPositive <= 0) {
            throw new RuleViolation("a total of " + notPositive + " was emitted");
        }
        long out = of(kind, index);
        if (out > in) {
            throw new RuleViolation(books(kind, index, in, out) + ": " + (out - in) + " too many");
        }
    }

    /** What was recorded of a metric has been delivered, at least once. */
    void assertEmitted(MetricKind kind, int index, long in) {
        long out = of(kind, index);
        if (out < in) {
            throw new RuleViolation(books(kind, index, in, out) + ", although each thread has seen its flush return");
        }
    }

    private static String books(MetricKind kind, int index, long in, long out) {
        String metric = (kind == MetricKind.COUNTER ? "counter " : "timing ") + index;
        return metric + ": recorded " + in + ", delivered " + out;
    }
}
