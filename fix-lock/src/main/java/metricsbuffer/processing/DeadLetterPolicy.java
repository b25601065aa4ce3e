package metricsbuffer.processing;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What becomes of a dead letter that cannot be delivered, and how many dead letters there may be. Immutable.
 *
 * @param onFailure what a delivery that fails means
 * @param maxRatio how many invalid records of a partition there may be for each one that is not, 0 or more; empty for
 *     no limit. While there is none that is not, one invalid record is above every limit
 * @param maxInARow how many invalid records of a partition may follow one another, 1 or more; empty for no limit
 */
public record DeadLetterPolicy(OnFailure onFailure, OptionalDouble maxRatio, OptionalLong maxInARow) {

    /** What a delivery that fails means. */
    public enum OnFailure {
        /** The run ends, and the record is not committed: it will be consumed again. */
        FAIL,
        /** The dead letter is lost, and the record is done. */
        DROP
    }

    /** No record is lost, and there may be any number of dead letters. */
    public static final DeadLetterPolicy LOSE_NOTHING =
            new DeadLetterPolicy(OnFailure.FAIL, OptionalDouble.empty(), OptionalLong.empty());

    /** @throws IllegalArgumentException if a limit is negative or not a number, or zero in a row */
    public DeadLetterPolicy {
        Objects.requireNonNull(onFailure, "onFailure");
        if (maxRatio.isPresent() && !(maxRatio.getAsDouble() >= 0)) {
            throw new IllegalArgumentException("maxRatio: must be 0 or more, was " + maxRatio.getAsDouble());
        }
        if (maxInARow.isPresent() && maxInARow.getAsLong() < 1) {
            throw new IllegalArgumentException("maxInARow: must be at least 1, was " + maxInARow.getAsLong());
        }
    }
}
