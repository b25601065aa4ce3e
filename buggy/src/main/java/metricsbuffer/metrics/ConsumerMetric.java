package metricsbuffer.metrics;

/** A metric that the consumer records through its {@link Recorder}. */
public sealed interface ConsumerMetric permits ConsumerCounter, ConsumerTiming {

    /** The name at the backend. */
    String metricName();

    /** Sends a total to the backend, as the kind of metric that this is. */
    void emit(Metrics metrics, long total);
}
