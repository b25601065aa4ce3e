package metricsbuffer.processing;

import java.time.Duration;

/**
 * When staged offsets are committed: when {@code interval} has passed since the last attempt, or {@code offsets}
 * were staged since, whichever comes first. Immutable.
 *
 * @param interval zero or more; zero commits each offset as it is staged
 * @param offsets one or more
 */
public record CommitPolicy(Duration interval, long offsets) {

    public CommitPolicy {
        if (interval.isNegative()) {
            throw new IllegalArgumentException("interval: must not be negative, was " + interval);
        }
        if (offsets < 1) {
            throw new IllegalArgumentException("offsets: must be at least 1, was " + offsets);
        }
    }

    /** Commits by time alone. */
    public static CommitPolicy every(Duration interval) {
        return new CommitPolicy(interval, Long.MAX_VALUE);
    }

    boolean isDue(long nanosSinceCommit, long offsetsSinceCommit) {
        return nanosSinceCommit >= interval.toNanos() || offsetsSinceCommit >= offsets;
    }
}
