package metricsbuffer.processing;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a {@link StreamProcessor} behaves. Immutable.
 *
 * @param commitPolicy when staged offsets are committed
 * @param joinTimeout how long a closed strategy may take to finish
 * @param backpressureThreshold how long records are rejected before all partitions are paused. Until then the
 *     consumer is not polled: it must be well below the consumer's max.poll.interval.ms
 * @param stuckTimeout after how long without a turn of the loop the stuck detector reports, or empty for none
 */
public record ProcessorOptions(
        CommitPolicy commitPolicy,
        Duration joinTimeout,
        Duration backpressureThreshold,
        Optional<Duration> stuckTimeout) {

    /** Commits once a second, joins for 25 s, pauses after 5 s of backpressure, has no stuck detector. */
    public static final ProcessorOptions DEFAULTS = new ProcessorOptions(
            CommitPolicy.every(Duration.ofSeconds(1)), Duration.ofSeconds(25), Duration.ofSeconds(5), Optional.empty());

    public ProcessorOptions {
        Objects.requireNonNull(commitPolicy, "commitPolicy");
        requireNotNegative("joinTimeout", joinTimeout);
        requireNotNegative("backpressureThreshold", backpressureThreshold);
        stuckTimeout.ifPresent(timeout -> {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("stuckTimeout: must be positive, was " + timeout);
            }
        });
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": must not be negative, was " + value);
        }
    }
}
