package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;

/**
 * What two threads do to one buffer at the same time, and what must be true once both have returned. Holds nothing
 * itself: the same scenario is run again and again, each time on a new buffer. {@link Scenarios} has them all.
 */
abstract class Scenario {

    /** The flush interval of the buffer. The clock stands, at the beginning of an interval or {@link #late()}. */
    static final long INTERVAL = 1_000;

    /** What was done before, by one thread. */
    void before(BufferPort buffer) {}

    /** Whether the interval is over when the two threads start. */
    boolean late() {
        return false;
    }

    /** Whether one more interval is over when both have returned, and all is quiet. */
    boolean lateAgain() {
        return false;
    }

    /** How many totals the sink refuses, the first ones that it is handed. */
    int refused() {
        return 0;
    }

    /** What one thread does: flush, unless the scenario says otherwise. */
    void first(BufferPort buffer) {
        buffer.flush();
    }

    /** What the other thread does. */
    abstract void second(BufferPort buffer);

    /**
     * Whether a thread that dies of an exception breaks the rule that this scenario stands for. If not, an execution in
     * which one died says nothing, and other scenarios judge it.
     */
    boolean deathIsJudged() {
        return true;
    }

    /** Flushes, and takes it that the sink may have refused. */
    static void flushRefused(BufferPort buffer) {
        try {
            buffer.flush();
        } catch (Delivered.Refusal expected) {
            // Judged by the totals: what was refused must be delivered in the end.
        }
    }

    /** Judges, when both have returned. */
    abstract void check(BufferPort buffer, Delivered delivered);
}
