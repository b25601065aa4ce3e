package metricsbuffer.suite.port;

/**
 * A metrics buffer as the suite sees it. Metrics are addressed by index, from 0, as {@link BufferModule#counters()}
 * and {@link BufferModule#timings()} list them; an adapter resolves an index by one array access.
 *
 * <p>The index one past the last stands for {@code null}: the adapter must hand null to the buffer.
 *
 * <p>All methods but {@link #close()} are called by several threads at once, and by the sink from inside a flush. An
 * adapter translates. A lock, a flag or a {@code catch} in it is judged with the buffer: what the code around the
 * buffer does belongs there, and nothing better.
 */
public interface BufferPort {

    /**
     * Records an amount of a counter.
     *
     * @param amount in units of that counter; 0 changes nothing
     * @throws NullPointerException if the counter is null, with {@code counter} or {@code metric} in the message; an
     *     {@link IllegalArgumentException} will do. Nothing is recorded then
     * @throws IllegalArgumentException if the amount is negative, with the counter's name and the amount in the
     *     message. Nothing is recorded then
     */
    void increment(int counter, long amount);

    /**
     * Records a time span of a timing.
     *
     * @param nanos in nanoseconds; 0 changes nothing
     * @throws NullPointerException if the timing is null, with {@code timing} or {@code metric} in the message; an
     *     {@link IllegalArgumentException} will do. Nothing is recorded then
     * @throws IllegalArgumentException if the time is negative, with the timing's name and the time in the message.
     *     Nothing is recorded then
     */
    void time(int timing, long nanos);

    /**
     * Emits what was recorded, and returns when the sink has taken it.
     *
     * <p>Throws what the sink threw, or an exception that has it as a cause or among its suppressed ones. What the sink
     * has refused goes out by a later flush.
     */
    void flush();

    /**
     * Ends the threads that the buffer has of its own. For a buffer that has none there is nothing to do.
     *
     * <p>Called once, when nobody records or flushes any more. A flush that a record began may still be running on a thread
     * of the buffer's own.
     */
    default void close() {}
}
