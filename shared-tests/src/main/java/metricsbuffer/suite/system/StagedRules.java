package metricsbuffer.suite.system;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import metricsbuffer.suite.kafka.EmbeddedKafka;
import metricsbuffer.suite.kafka.SharedKafka;
import metricsbuffer.suite.port.RunningConsumer;
import metricsbuffer.suite.verdict.RuleExtension;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Scenarios that are played on a {@link Stage}, on the shared broker: what they judge by, and what they wait for. */
@ExtendWith({RuleExtension.class, SharedKafka.class})
abstract class StagedRules {

    static final String RUN_COUNT = "arroyo.consumer.run.count";
    static final String INVALID_COUNT = "arroyo.consumer.invalid_message.count";

    /** Sent past the buffer, with a tag that names the callback. */
    static final String CALLBACK = "arroyo.consumer.run.callback";

    Stage stage;
    private EmbeddedKafka own; // null if the scenario plays on the shared one

    @BeforeEach
    final void setUp(EmbeddedKafka kafka) {
        stage = new Stage(kafka, partitions());
    }

    /** How many partitions the scenarios' topic has. */
    int partitions() {
        return 1;
    }

    /** Plays on a broker of the scenario's own, which ends with the scenario. */
    final void moveTo(EmbeddedKafka broker) {
        own = broker;
        stage.close();
        stage = new Stage(broker, partitions());
    }

    @AfterEach
    final void tearDown() {
        try (EmbeddedKafka ending = own) {
            stage.close();
        }
    }

    // ---- What is judged

    /** The buffer let no exception out, and the run ended in order. */
    static void judgeRun(Optional<Throwable> end, Journal journal) {
        judgeThrown(journal);
        if (end.isPresent()) {
            throw new IllegalStateException("the run failed, and not because of its buffer", end.get());
        }
    }

    static void judgeThrown(Journal journal) {
        if (!journal.thrown().isEmpty()) {
            Journal.Thrown first = journal.thrown().get(0);
            throw new RuleViolation(Threads.whereInBuffer(first.exception()) + " threw "
                    + first.exception().getClass().getSimpleName() + " into thread '" + first.into().getName() + "'",
                    first.exception());
        }
    }

    /** All that was recorded has arrived, once. */
    final void judgeBooks(Journal journal) {
        stage.requireCleanWire();
        List<Books.Line> differences = Books.of(journal, stage.agent).differences();
        if (!differences.isEmpty()) {
            throw new RuleViolation(String.join("; ", differences.stream().map(Books.Line::toString).toList()));
        }
    }

    final void judgeCount(String counter, long expected) {
        judgeEqual("the count that arrived of " + counter, stage.agent.count(counter), expected);
    }

    static void judgeEqual(String what, long actual, long expected) {
        if (actual != expected) {
            throw new RuleViolation(what + " is " + actual + " and should be " + expected);
        }
    }

    static void judgeAtMost(String what, long actual, long limit) {
        if (actual > limit) {
            throw new RuleViolation(what + " is " + actual + " and should be " + limit + " at the most");
        }
    }

    static void judgeCommits(CommitWatch.Log commits) {
        if (!commits.violations().isEmpty()) {
            throw new RuleViolation(String.join("; ", commits.violations()));
        }
    }

    static void judgeEndedWith(Throwable failure, Optional<Throwable> end) {
        if (end.isEmpty() || !Threads.causes(end.get()).contains(failure)) {
            throw new RuleViolation("the run should end with '" + failure.getMessage() + "' and ended with "
                    + end.map(Throwable::toString).orElse("nothing"), end.orElse(null));
        }
    }

    static void judgeNothingPending(RunningConsumer consumer) {
        if (!consumer.pending().isEmpty()) {
            throw new RuleViolation("left in the buffer after the end: " + consumer.pending());
        }
    }

    // ---- What is waited for

    /** Waits until so many records are done or invalid, or the loop has died of something, which is judged later. */
    static void awaitWork(Work work, long records, RunningConsumer consumer) {
        if (!Patience.waitUntil(() -> work.finished() >= records || !consumer.loop().isAlive())) {
            throw new IllegalStateException("after " + Patience.LIMIT + " " + work.finished() + " of " + records
                    + " records are done; the loop is " + Threads.where(consumer.loop()));
        }
    }

    static void awaitOrFail(String what, BooleanSupplier condition, RunningConsumer consumer) {
        if (!Patience.waitUntil(condition)) {
            throw new IllegalStateException("did not happen within " + Patience.LIMIT + ": " + what + "; the loop is "
                    + Threads.where(consumer.loop()));
        }
    }

    static long recordsOfOthers(Journal journal, RunningConsumer consumer) {
        return journal.recorders().stream().filter(thread -> thread != consumer.loop())
                .mapToLong(journal::records).sum();
    }
}
