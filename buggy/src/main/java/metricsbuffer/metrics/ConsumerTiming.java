package metricsbuffer.metrics;

/** Where the consumer's time goes: each is the time spent in one interval, added up. The names are Arroyo's. */
public enum ConsumerTiming implements ConsumerMetric {
    /** Polling the Kafka consumer. */
    POLL_TIME("arroyo.consumer.poll.time"),
    /** In the strategy, or in a task of its pool. */
    PROCESSING_TIME("arroyo.consumer.processing.time"),
    /** From the first rejection of a record to its acceptance. */
    BACKPRESSURE_TIME("arroyo.consumer.backpressure.time"),
    /** Handing a record to the dead-letter queue. */
    DLQ_TIME("arroyo.consumer.dlq.time"),
    /** Joining a strategy that is being closed. */
    JOIN_TIME("arroyo.consumer.join.time"),
    /** In rebalance callbacks. */
    CALLBACK_TIME("arroyo.consumer.callback.time"),
    /** Closing the strategy and the consumer at the end of a run. */
    SHUTDOWN_TIME("arroyo.consumer.shutdown.time");

    private static final int FIRST_SLOT = ConsumerCounter.values().length;

    private final String metricName;

    ConsumerTiming(String metricName) {
        this.metricName = metricName;
    }

    @Override
    public String metricName() {
        return metricName;
    }

    @Override
    public int slot() {
        return FIRST_SLOT + ordinal();
    }

    @Override
    public void emit(Metrics metrics, long total) {
        metrics.timing(metricName, total);
    }
}
