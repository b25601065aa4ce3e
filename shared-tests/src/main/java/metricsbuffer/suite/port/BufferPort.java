package metricsbuffer.suite.port;

/**
 * A metrics buffer as the suite sees it. Metrics are addressed by index, from 0, as {@link BufferModule#counters()}
 * and {@link BufferModule#timings()} list them; an adapter resolves an index by one array access.
 *
 * <p>The index one past the last stands for {@code null}: the adapter must hand null to the buffer.
 */
public interface BufferPort {

    /** Records {@code amount} units of a counter. */
    void increment(int counter, long amount);

    /** Records a time span of a timing, in nanoseconds. */
    void time(int timing, long nanos);

    /** Emits what was recorded. */
    void flush();

    /**
     * Ends the threads that the buffer has of its own. For a buffer that has none there is nothing to do.
     *
     * <p>Called once, when nobody records or flushes any more. A flush that a record began may still be running on a thread
     * of the buffer's own.
     */
    default void close() {}
}
