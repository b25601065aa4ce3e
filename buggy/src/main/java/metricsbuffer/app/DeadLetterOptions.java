package metricsbuffer.app;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import metricsbuffer.processing.DeadLetterPolicy;
import metricsbuffer.processing.DeadLetterPolicy.OnFailure;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say where invalid records go. For one thread. */
final class DeadLetterOptions {

    private static final String TOPIC = "--dead-letter-topic";
    private static final String FAILURE = "--dead-letter-failure";
    private static final String MAX_RATIO = "--dead-letter-max-ratio";
    private static final String MAX_IN_A_ROW = "--dead-letter-max-in-a-row";

    private static final long MOST_IN_A_ROW = 1_000_000_000;
    private static final int HIGHEST_RATIO = 1_000;

    @Option(names = TOPIC, paramLabel = "NAME",
            description = "Where records go whose value is not UTF-8. Without it they are dropped.")
    private String topic;

    @Option(names = FAILURE, paramLabel = "fail|drop",
            description = "When a record cannot be delivered there: end with exit code 3, and consume it again after"
                    + " the next start (fail, the default), or go on without it (drop).")
    private String failure;

    @Option(names = MAX_RATIO, paramLabel = "RATIO",
            description = "End when a partition has more invalid records for each valid one, such as 0.05.")
    private String maxRatio;

    @Option(names = MAX_IN_A_ROW, paramLabel = "N",
            description = "End when a partition has more invalid records in a row.")
    private String maxInARow;

    /**
     * The dead-letter topic, if there is one.
     *
     * @param consumed the topic that is consumed
     * @throws ParameterException if the name is wrong
     */
    Optional<String> topic(OptionChecks check, String consumed) {
        if (topic != null) {
            check.topic(TOPIC, topic);
            if (topic.equals(consumed)) {
                throw check.invalid(TOPIC, "must be another topic than the one that is consumed, " + consumed
                        + ": dead letters would come back");
            }
        }
        return Optional.ofNullable(topic);
    }

    /** @throws ParameterException if a value is wrong, or given without a topic */
    DeadLetterPolicy policy(OptionChecks check) {
        DeadLetterPolicy policy = new DeadLetterPolicy(
                failure == null || check.oneOf(FAILURE, failure, "fail", "drop").equals("fail")
                        ? OnFailure.FAIL : OnFailure.DROP,
                maxRatio == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(check.decimal(MAX_RATIO, maxRatio, HIGHEST_RATIO)),
                maxInARow == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(check.wholeNumber(MAX_IN_A_ROW, maxInARow, 1, MOST_IN_A_ROW)));
        check.onlyWith(TOPIC, FAILURE, MAX_RATIO, MAX_IN_A_ROW);
        return policy;
    }
}
