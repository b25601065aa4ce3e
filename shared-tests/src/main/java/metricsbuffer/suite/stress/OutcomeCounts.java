package metricsbuffer.suite.stress;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metricsbuffer.suite.verdict.Rule;

/**
 * What jcstress counted in one test.
 *
 * @param test simple name of the test class
 * @param samples how many buffers were tried
 * @param outcomes every outcome that the test grades, and every other one that was seen
 * @param trouble why there is nothing to count; empty when there is
 */
record OutcomeCounts(String test, long samples, List<Outcome> outcomes, String trouble) {

    /**
     * One outcome of a test.
     *
     * @param id what the arbiter said; for an outcome that was not seen, the pattern it would match
     * @param count how often it was seen
     * @param forbidden whether the test grades it so
     * @param description what the test says of it; of a forbidden one first the ID of the rule, then the harm
     */
    record Outcome(String id, long count, boolean forbidden, String description) {

        private static final Pattern RULE_FIRST = Pattern.compile("(MB-R\\d+): .+");

        boolean seen() {
            return count > 0;
        }

        boolean breaksRule() {
            return forbidden && RULE_FIRST.matcher(description).matches();
        }

        Rule rule() {
            Matcher matcher = RULE_FIRST.matcher(description);
            if (!matcher.matches()) {
                throw new IllegalStateException("names no rule: " + description);
            }
            return Rule.of(matcher.group(1));
        }

        String frequency(long samples) {
            return seen() ? String.format(Locale.ROOT, "seen %,d of %,d", count, samples) : notSeen(samples);
        }

        /** All that can be said of it: it did not pass, and it is not impossible. */
        static String notSeen(long samples) {
            return String.format(Locale.ROOT, "not seen in %,d", samples);
        }
    }

    /** The outcomes seen that break a rule. */
    List<Outcome> violations() {
        return outcomes.stream().filter(outcome -> outcome.seen() && outcome.breaksRule()).toList();
    }

    /** The outcomes seen that are forbidden and break no rule: the test does not know them. */
    List<Outcome> unknown() {
        return outcomes.stream()
                .filter(outcome -> outcome.seen() && outcome.forbidden() && !outcome.breaksRule()).toList();
    }
}
