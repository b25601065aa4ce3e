package metricsbuffer.suite.field;

/** A library's counters as the run sees them. Series are numbered from 0 to {@link #SERIES} - 1. */
interface FieldBuffer extends AutoCloseable {

    /** How many counters a run uses: few, so that recorders meet on each. */
    int SERIES = 8;

    /** Records one unit of a counter. Called by several threads. */
    void record(int series);

    /** Collects, and delivers what the library hands out: a difference or a running total, as it promises. */
    default void collect(Delivery delivery) {
        throw new UnsupportedOperationException("only the library's own thread collects");
    }

    /** Ends orderly, all recorders and collectors being done, and delivers what that brings. */
    default void finish(Delivery delivery) {
        collect(delivery);
    }

    /** Stops what the buffer started. Called in any case, after {@link #finish} or without it. */
    @Override
    default void close() {}

    /** Takes what a library delivers. */
    interface Delivery {
        void take(int series, long value);
    }
}
