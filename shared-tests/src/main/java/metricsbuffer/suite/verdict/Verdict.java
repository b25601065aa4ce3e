package metricsbuffer.suite.verdict;

/**
 * What one scenario saw.
 *
 * @param rule the rule it stands for
 * @param scenario where: class and method
 * @param outcome how it ended
 * @param seen what was seen, in one line; empty when the rule held
 */
public record Verdict(Rule rule, String scenario, Outcome outcome, String seen) {

    /** How a scenario ended. */
    public enum Outcome {
        HELD,
        VIOLATED,
        /** The instrument cannot judge this buffer, and says why. */
        NOT_JUDGED,
        /** The scenario itself failed: no verdict. */
        BROKEN
    }
}
