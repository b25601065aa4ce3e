package metricsbuffer.suite.stress;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import metricsbuffer.suite.stress.OutcomeCounts.Outcome;
import metricsbuffer.suite.verdict.Expectations;
import metricsbuffer.suite.verdict.Expectations.Expectation;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleViolation;

/**
 * Says what a count means for a module. It is never a verdict: what was seen is proof that a rule is broken, what
 * was not seen may be seen tomorrow. An outcome that breaks a rule is
 *
 * <ul>
 * <li>red where the module declares that the rule holds,
 * <li>reported where the module promises nothing or declares the rule violated; but a module that declares such
 *     violations must show at least one of them in the whole run.
 * </ul>
 *
 * With {@code -Draw} the declarations count for nothing, and every violation seen is red. An outcome that a test does
 * not know, and a test without a result (one that hung, for instance), are red in every module.
 */
final class StressJudge {

    /** What every test says of an outcome that it does not list. It names no rule: no module is blamed for it. */
    static final String UNKNOWN_OUTCOME = "not an outcome of this test: the harness is broken";

    private final Expectations expectations;
    private final boolean raw;

    StressJudge(Expectations expectations, boolean raw) {
        this.expectations = expectations;
        this.raw = raw;
    }

    /** One test: throws if it saw what the module rules out. */
    void judge(OutcomeCounts counts) {
        if (!counts.trouble().isEmpty()) {
            throw new AssertionError(counts.test() + ": no result to count: " + counts.trouble());
        }
        if (!counts.unknown().isEmpty()) {
            throw new AssertionError(counts.test() + ": " + UNKNOWN_OUTCOME + ": " + counts.unknown());
        }
        List<Outcome> red = counts.violations().stream()
                .filter(violation -> raw || expectations.of(violation.rule()) == Expectation.HOLDS).toList();
        if (!red.isEmpty()) {
            throw new RuleViolation(
                    red.stream().map(violation -> message(counts, violation)).collect(Collectors.joining("\n")));
        }
    }

    /** The whole run: throws if the module declares violations that these tests look for, and none of them was seen. */
    void judgeTeeth(List<OutcomeCounts> all) {
        Set<Rule> declared = all.stream().flatMap(counts -> counts.outcomes().stream())
                .filter(Outcome::breaksRule).map(Outcome::rule)
                .filter(rule -> expectations.of(rule) == Expectation.VIOLATED)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean seen = all.stream().flatMap(counts -> counts.violations().stream())
                .anyMatch(violation -> declared.contains(violation.rule()));
        if (!raw && !declared.isEmpty() && !seen) {
            throw new AssertionError(expectations.module() + " declares " + declared + " violated, and none of it was"
                    + " seen. Either the buffer is better than its module.properties says, or the harness has lost its"
                    + " teeth.");
        }
    }

    String report(OutcomeCounts counts) {
        return counts.outcomes().stream()
                .map(outcome -> "  %-37s  %-30s  %s%s%n".formatted(outcome.id(), outcome.frequency(counts.samples()),
                        outcome.description(), declaration(outcome)))
                .collect(Collectors.joining("", "%nstress: %s in %s%n".formatted(counts.test(), expectations.module()),
                        ""));
    }

    /** The report in one line, without what is as it should be. */
    String line(OutcomeCounts counts) {
        if (!counts.trouble().isEmpty()) {
            return counts.test() + ": no result";
        }
        if (counts.violations().isEmpty()) {
            return counts.test() + ": forbidden outcomes: " + Outcome.notSeen(counts.samples());
        }
        return counts.test() + ": " + counts.violations().stream()
                .map(violation -> violation.rule().id() + " " + violation.id() + ": "
                        + violation.frequency(counts.samples()) + declaration(violation))
                .collect(Collectors.joining("; "));
    }

    private String message(OutcomeCounts counts, Outcome violation) {
        Rule rule = violation.rule();
        return """
                %s is broken, and %s declares: %s
                  outcome: '%s', %s samples of %s
                  harm: %s
                  rule: %s
                  look at: %s
                  this test alone, and for longer: -Dstress.tests=%s -Dstress.time=1000
                """.formatted(rule.id(), expectations.module(), expectations.of(rule), violation.id(),
                violation.frequency(counts.samples()), counts.test(), violation.description(), rule.text(),
                rule.lookAt(), counts.test());
    }

    /** What the module says of a violation; nothing if it was not seen, or if the rule should hold. */
    private String declaration(Outcome outcome) {
        if (!outcome.seen() || !outcome.breaksRule()) {
            return "";
        }
        return switch (expectations.of(outcome.rule())) {
            case HOLDS -> "";
            case VIOLATED -> " (violated, as declared)";
            case NOT_PROMISED -> " (not promised)";
        };
    }
}
