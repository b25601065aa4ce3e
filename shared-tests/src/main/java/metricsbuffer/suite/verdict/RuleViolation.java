package metricsbuffer.suite.verdict;

/**
 * A scenario found its rule broken. The message says what was seen, not what was hoped for.
 *
 * <p>This is the only exception that counts as a violation. Whatever else a scenario throws means that it came to no
 * verdict, because the suite itself is broken or the buffer hangs, and fails the build of every module, the naive one's too.
 */
public final class RuleViolation extends AssertionError {

    public RuleViolation(String whatWasSeen) {
        super(whatWasSeen);
    }

    public RuleViolation(String whatWasSeen, Throwable cause) {
        super(whatWasSeen, cause);
    }
}
