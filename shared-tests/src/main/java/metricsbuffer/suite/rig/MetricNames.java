package metricsbuffer.suite.rig;

/** The metrics that scenarios ask for by name, as they are sent: the suite does not know a module's enums. */
public final class MetricNames {

    public static final String RUN_COUNT = "arroyo.consumer.run.count";
    public static final String INVALID_COUNT = "arroyo.consumer.invalid_message.count";
    public static final String STUCK = "arroyo.consumer.stuck";
    public static final String SHUTDOWN_TIME = "arroyo.consumer.shutdown.time";
    public static final String PAUSE = "arroyo.consumer.pause";
    public static final String RESUME = "arroyo.consumer.resume";
    public static final String ASSIGNED = "arroyo.consumer.partitions_assigned.count";
    public static final String REVOKED = "arroyo.consumer.partitions_revoked.count";
    public static final String SEND_ERRORS = "arroyo.consumer.metrics.send_errors";
    public static final String DROPPED = "arroyo.consumer.dlq.dropped_messages";

    /** Sent past the buffer, with a tag that names the callback. */
    public static final String CALLBACK = "arroyo.consumer.run.callback";

    private MetricNames() {}
}
