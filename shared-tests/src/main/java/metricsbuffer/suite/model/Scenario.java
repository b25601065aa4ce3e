package metricsbuffer.suite.model;

import metricsbuffer.suite.port.BufferPort;

/**
 * What two threads do to one buffer at the same time, and what must be true once both have returned. The thread that
 * starts them can be a third. Holds nothing itself: the same scenario is run again and again, each time on a new
 * buffer. {@link Scenarios} has them all.
 */
interface Scenario {

    /** The flush interval of the buffer. The clock stands while the threads run. */
    long INTERVAL = 1_000;

    /** What was done before, by one thread. */
    default void before(BufferPort buffer) {}

    /** Whether the interval is over when the two threads start. One more is over when both have returned. */
    default boolean late() {
        return false;
    }

    /** How many totals the sink refuses, the first ones that it is handed. */
    default int refused() {
        return 0;
    }

    /** What one thread does: flush, unless the scenario says otherwise. */
    default void first(BufferPort buffer) {
        buffer.flush();
    }

    /** What the other thread does, by default the same. */
    default void second(BufferPort buffer) {
        buffer.flush();
    }

    /** What the thread that starts the two does just before it starts the second: all that one does comes after. */
    default void beforeSecond(BufferPort buffer) {}

    /** What it does when the second has returned, be the first still at work or not: all the second did came before. */
    default void afterSecond(BufferPort buffer) {}

    /** Whether an exception of the buffer's, in a thread or in the check, breaks the rule that this scenario stands for. */
    default boolean deathIsJudged() {
        return true;
    }

    /** Judges, when both have returned. */
    void check(BufferPort buffer, Delivered delivered);

    /** A scenario of records that find the interval over. */
    interface Late extends Scenario {
        @Override
        default boolean late() {
            return true;
        }
    }

    /** An execution in which a thread died says nothing here: other scenarios judge it. */
    interface OfThreadsThatReturn extends Scenario {
        @Override
        default boolean deathIsJudged() {
            return false;
        }
    }
}
