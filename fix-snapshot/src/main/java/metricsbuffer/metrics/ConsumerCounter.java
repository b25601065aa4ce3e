package metricsbuffer.metrics;

/** What the consumer counts. The names are those of Arroyo, but for the last, which is this project's own. */
public enum ConsumerCounter implements ConsumerMetric {
    /** One turn of the loop. */
    RUN_COUNT("arroyo.consumer.run.count"),
    /** A record that the strategy declared invalid. */
    INVALID_MESSAGE_COUNT("arroyo.consumer.invalid_message.count"),
    /** All partitions paused, because polled records wait and a poll is due. */
    PAUSE("arroyo.consumer.pause"),
    /** Partitions resumed. */
    RESUME("arroyo.consumer.resume"),
    /** A dead letter that could not be delivered: dropped, or else the run ends and its record is consumed again. */
    DLQ_DROPPED_MESSAGES("arroyo.consumer.dlq.dropped_messages"),
    /** The stuck detector fired. */
    STUCK("arroyo.consumer.stuck"),
    /** A failed send, reported by the DogStatsD client. Not an Arroyo metric. */
    METRICS_SEND_ERRORS("arroyo.consumer.metrics.send_errors");

    private final String metricName;

    ConsumerCounter(String metricName) {
        this.metricName = metricName;
    }

    @Override
    public String metricName() {
        return metricName;
    }

    @Override
    public int slot() {
        return ordinal();
    }

    @Override
    public void emit(Metrics metrics, long total) {
        metrics.increment(metricName, total);
    }
}
