package metricsbuffer.suite.verdict;

import metricsbuffer.suite.support.Hang;

/**
 * What one scenario saw.
 *
 * @param rule the rule it stands for
 * @param scenario where: class and method
 * @param outcome how it ended
 * @param seen what was seen, in one line; empty when the rule held
 */
public record Verdict(Rule rule, String scenario, Outcome outcome, String seen) {

    private static final String STACKS = "the threads that hang: what each waits for, and who holds it";

    /** What to look at. Of a buffer that hangs, its threads, whatever rule the scenario stands for. */
    String lookAt() {
        return Hang.isToldBy(seen) ? STACKS : rule.lookAt();
    }

    /** How a scenario ended. */
    public enum Outcome {
        HELD,
        VIOLATED,
        /** The instrument cannot judge this buffer, and says why. */
        NOT_JUDGED,
        /** No verdict: the scenario itself failed, or the buffer hangs and the rule does not speak of that. */
        BROKEN
    }
}
