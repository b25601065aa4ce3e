package metricsbuffer.suite.consumer;

import static metricsbuffer.suite.rig.MetricNames.INVALID_COUNT;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import metricsbuffer.suite.kafka.EmbeddedKafka;
import metricsbuffer.suite.kafka.SharedKafka;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.rig.Member;
import metricsbuffer.suite.rig.Reconciliation;
import metricsbuffer.suite.rig.Rig;
import metricsbuffer.suite.verdict.RuleExtension;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Scenarios that are played on a {@link Rig}, on the shared broker, and what they judge by. */
@ExtendWith({RuleExtension.class, SharedKafka.class})
public abstract class ConsumerRules {

    /** Short enough that a run of a second has dozens of flushes. */
    static final Duration OFTEN = Duration.ofMillis(20);

    /** The one of this scenario. */
    protected Rig rig;

    @BeforeEach
    final void setUp(EmbeddedKafka kafka) {
        rig = new Rig(kafka, partitions());
    }

    int partitions() {
        return 1;
    }

    @AfterEach
    final void tearDown() {
        rig.close();
    }

    /** The buffer let no exception out, and the run ended in order. */
    static void judgeRun(Member member) {
        judgeThrown(member);
        if (member.end().isPresent()) {
            throw new IllegalStateException("the run failed, and not because of its buffer", member.end().get());
        }
    }

    static void judgeThrown(Member member) {
        member.journal().thrown().stream().findFirst().ifPresent(first -> {
            throw new RuleViolation(first.where() + " threw " + first.exception().getClass().getSimpleName()
                    + " into thread '" + first.into().getName() + "'", first.exception());
        });
    }

    static void judgeEndedWith(Throwable failure, Member member) {
        Throwable end = member.end().orElse(null);
        if (Stream.iterate(end, Objects::nonNull, Throwable::getCause).noneMatch(failure::equals)) {
            throw new RuleViolation("the run should end with '" + failure.getMessage() + "' and ended with "
                    + member.end().map(Throwable::toString).orElse("nothing"), end);
        }
    }

    /** All that was recorded has arrived, once. */
    final void judgeArrived(Member member) {
        rig.requireCleanWire();
        judgeReconciled("", Reconciliation.of(member.journal(), rig.agent()));
    }

    /** The client has taken all that was recorded: what it did with that without an agent is not the buffer's. */
    static void judgeHanded(Member member) {
        judgeReconciled("handed to the client: ", Reconciliation.ofHanded(member.journal()));
    }

    private static void judgeReconciled(String prefix, Reconciliation reconciliation) {
        List<String> differences = reconciliation.differences().stream().map(Reconciliation.Line::toString).toList();
        judge(differences.isEmpty(), prefix + String.join("; ", differences));
    }

    final void judgeInvalidCount(Member member) {
        judgeCount(INVALID_COUNT, member.processed().count(Outcome.INVALID));
    }

    final void judgeDeadLetters(Member member) {
        judgeEqual("dead letters in the topic", rig.deadLetters(), member.processed().count(Outcome.INVALID));
    }

    /** @param seen what is wrong if it does not hold */
    protected static void judge(boolean holds, String seen) {
        if (!holds) {
            throw new RuleViolation(seen);
        }
    }

    protected final void judgeCount(String counter, long expected) {
        judgeEqual("the count that arrived of " + counter, rig.agent().count(counter), expected);
    }

    protected static void judgeEqual(String what, long actual, long expected) {
        judge(actual == expected, what + " is " + actual + " and should be " + expected);
    }

    protected static void judgeAtMost(String what, long actual, long limit) {
        judge(actual <= limit, what + " is " + actual + " and should be " + limit + " at the most");
    }

    static void judgeCommits(Member member) {
        List<String> violations = member.commits().violations();
        judge(violations.isEmpty(), String.join("; ", violations));
    }

    static void judgeNothingPending(Member member) {
        judge(member.pending().isEmpty(), "left in the buffer after the end: " + member.pending());
    }
}
