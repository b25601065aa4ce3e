package metricsbuffer.suite.port;

/**
 * What a buffer under test emits to. Indices are those of {@link BufferPort}; totals are above 0.
 *
 * <p>Safe for use by several threads. It may block, it may record into the buffer or flush it, and it may throw
 * whatever there is, an error or a checked exception, too: then it has not taken the total.
 */
public interface BufferSink {

    /** Takes the total of a counter, in units of that counter. */
    void counter(int counter, long total);

    /** Takes the total of a timing, in nanoseconds. */
    void timing(int timing, long nanos);
}
