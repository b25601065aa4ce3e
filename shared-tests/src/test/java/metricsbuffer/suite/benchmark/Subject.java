package metricsbuffer.suite.benchmark;

import java.io.IOException;

/**
 * Something that records are made in: a module's buffer, or what a reader would use instead. Safe for use by several
 * threads, but for {@code buggy}.
 */
interface Subject extends AutoCloseable {

    /** The time span of every timing that is recorded, in nanoseconds. */
    long NANOS = 7;

    /** What was recorded, as it arrived where it is reported. */
    record Totals(long count, long nanos) {}

    /** Records one unit of a counter: the same one always, which is the worst case for threads that record at once. */
    void count();

    /**
     * Records one unit of the counter of this number. Neighbours in number are neighbours in memory, as a rule.
     *
     * @param counter from 0, below the number of counters
     */
    default void countApart(int counter) {
        throw new UnsupportedOperationException();
    }

    /** Records one unit of a counter and {@link #NANOS} of a timing, two figures that must agree. */
    default void countAndTime() {
        throw new UnsupportedOperationException();
    }

    /** Waits for what works off the records on a thread of its own, if anything does. Called now and then. */
    default void settle() {}

    /** Emits what was recorded. */
    default void flush() {
        throw new UnsupportedOperationException();
    }

    /** Whether some of what is recorded may be dropped, by what the subject promises. */
    default boolean mayDrop() {
        return false;
    }

    /** Everything that has been recorded. Called once, when no thread records any more. */
    Totals totals();

    @Override
    default void close() throws IOException {}
}
