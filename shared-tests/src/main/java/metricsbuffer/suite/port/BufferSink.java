package metricsbuffer.suite.port;

/** What a buffer under test emits to. Indices are those of {@link BufferPort}. A sink that throws has not taken the total. */
public interface BufferSink {

    /** Takes the total of a counter. */
    void counter(int counter, long total);

    /** Takes the total of a timing, in nanoseconds. */
    void timing(int timing, long nanos);
}
