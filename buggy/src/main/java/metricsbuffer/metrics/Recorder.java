package metricsbuffer.metrics;

/** Where the consumer records what it did; {@link MetricsBuffer} is the one that a consumer uses. */
public interface Recorder {

    /**
     * Adds to a counter.
     *
     * @param amount zero or more
     * @throws NullPointerException if {@code counter} is null
     * @throws IllegalArgumentException if {@code amount} is negative
     */
    void increment(ConsumerCounter counter, long amount);

    /**
     * Adds a time span to a timing.
     *
     * @param nanos nanoseconds, zero or more
     * @throws NullPointerException if {@code timing} is null
     * @throws IllegalArgumentException if {@code nanos} is negative
     */
    void time(ConsumerTiming timing, long nanos);

    /** Emits every total that is not zero, whether the interval is over or not. */
    void flush();
}
