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
 * @param backpressureThreshold how long records are rejected before all partitions are paused. Until then the
 *     consumer is not polled: it must be well below the consumer's max.poll.interval.ms
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
    public static final Duration SHORTEST_STUCK_TIMEOUT = StreamProcessor.POLL_TIMEOUT.multipliedBy(3).dividedBy(2);

    /** Commits once a second, joins for 25 s, pauses after 5 s of backpressure, has no stuck detector. */
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
                        + StreamProcessor.POLL_TIMEOUT.toMillis() + " ms, and would be reported");
            }
        });
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": must not be negative, was " + value);
        }
    }
}
