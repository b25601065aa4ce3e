package metricsbuffer.suite.verdict;

import java.util.Set;

/**
 * What can be seen to go wrong while a scenario runs, and which rules are broken by it. A scenario judges one rule: what
 * breaks others only is theirs to see.
 */
public enum Harm {
    /** What the scenario itself looks for. */
    BROKEN_RULE(Rule.values()),
    /** A thread had to wait that must not. */
    HINDERED(Rule.R101, Rule.R102, Rule.R106, Rule.R301, Rule.R302),
    /** The buffer does not return: somebody must come back, or something must come out. */
    HUNG(Rule.R101, Rule.R102, Rule.R106, Rule.R301, Rule.R302, Rule.R303, Rule.R401),
    /** A record or a flush threw, and not what the sink threw. */
    THREW(Rule.R101, Rule.R102, Rule.R106, Rule.R302, Rule.R303),
    /** More was delivered than recorded. */
    TOO_MUCH(Rule.R101, Rule.R103, Rule.R106, Rule.R302, Rule.R501),
    /** A total of zero or less was emitted. */
    NOT_POSITIVE(Rule.R101, Rule.R501),
    /** What was recorded had not been delivered when it must have been: by then, or ever. */
    MISSING(Rule.R101, Rule.R102, Rule.R105, Rule.R106, Rule.R302, Rule.R401, Rule.R403, Rule.R501);

    private final Set<Rule> broken;

    Harm(Rule... broken) {
        this.broken = Set.of(broken);
    }

    /** Whether this rule is broken by it. */
    public boolean breaks(Rule rule) {
        return broken.contains(rule);
    }
}
