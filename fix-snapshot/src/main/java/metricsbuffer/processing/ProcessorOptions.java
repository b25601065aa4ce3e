package metricsbuffer.processing;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a {@link StreamProcessor} behaves. Immutable.
 *
 * @param commitPolicy when staged offsets are committed
 * @param joinTimeout how long a closed strategy may take to finish, and open dead letters to be acknowledged.
 *     Partitions are revoked inside a poll: it must be well below the consumer's max.poll.interval.ms
 * @param backpressureThreshold how long after the last poll the consumer is polled though polled records are left,
 *     with all partitions paused: it must be well below the consumer's max.poll.interval.ms
 * @param stuckTimeout after how long without a turn of the loop the stuck detector reports, or empty for none. At
 *     least {@link #SHORTEST_STUCK_TIMEOUT}
 */
public record ProcessorOptions(
        CommitPolicy commitPolicy,
        Duration joinTimeout,
        Duration backpressureThreshold,
        Optional<Duration> stuckTimeout) {

    /**
     * A loop that has nothing to do waits for records, and does not turn meanwhile. A timeout no longer than that wait
     * would report a consumer that is well; half of the wait more is left for what comes with it.
     */
    public static final Duration SHORTEST_STUCK_TIMEOUT = Loop.POLL_TIMEOUT.multipliedBy(3).dividedBy(2);

    /** What a shutdown has besides the join timeout. With the default of that, it ends before 30 s are over. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(4);

    /** Commits once a second, joins for 25 s, polls at least every 5 s or so, has no stuck detector. */
    public static final ProcessorOptions DEFAULTS = new ProcessorOptions(
            CommitPolicy.every(Duration.ofSeconds(1)), Duration.ofSeconds(25), Duration.ofSeconds(5), Optional.empty());

    /** @throws IllegalArgumentException if a duration is negative, or the stuck timeout too short */
    public ProcessorOptions {
        Objects.requireNonNull(commitPolicy, "commitPolicy");
        requireNotNegative("joinTimeout", joinTimeout);
        requireNotNegative("backpressureThreshold", backpressureThreshold);
        stuckTimeout.ifPresent(timeout -> {
            if (timeout.compareTo(SHORTEST_STUCK_TIMEOUT) < 0) {
                throw new IllegalArgumentException("stuckTimeout: must be at least " + SHORTEST_STUCK_TIMEOUT.toMillis()
                        + " ms, was " + timeout.toMillis() + " ms: a loop that has nothing to do waits for "
                        + Loop.POLL_TIMEOUT.toMillis() + " ms, and would be reported");
            }
        });
    }

    /**
     * How long a shutdown may take, from its beginning to its last flush: the join timeout, and {@link #CLOSE_TIMEOUT}
     * for the commits, the dead letters and the closing after it.
     */
    public Duration shutdownTimeout() {
        return joinTimeout.plus(CLOSE_TIMEOUT);
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": must not be negative, was " + value);
        }
    }
}
