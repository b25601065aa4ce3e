package metricsbuffer.suite.rig;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import metricsbuffer.suite.port.RunningConsumer;
import metricsbuffer.suite.support.Waiting;

/**
 * An observed consumer, alone in its group or not: what it records and emits is in a {@link Journal}, what it does in
 * {@link ProcessedRecords}, which may be those of the whole group; and what its run ended with is kept.
 * {@link MemberBuilder} starts it.
 *
 * <p>For the scenario's thread only, which also ends it.
 */
public final class Member {

    private final RunningConsumer consumer;
    private final ProcessedRecords processed;
    private final ProcessedRecords own;
    private final Journal journal;
    private final CommitWatch.Log commits; // null if they are not watched
    private Optional<Throwable> end; // null until it has ended

    Member(RunningConsumer consumer, ProcessedRecords processed, ProcessedRecords own, Journal journal,
            CommitWatch.Log commits) {
        this.consumer = consumer;
        this.processed = processed;
        this.own = own;
        this.journal = journal;
        this.commits = commits;
    }

    /** What it recorded and emitted. */
    public Journal journal() {
        return journal;
    }

    /** The records that it, or its group, has processed. */
    public ProcessedRecords processed() {
        return processed;
    }

    /** The commits of its group. For a member that was started with {@link MemberBuilder#watchCommits()}. */
    public CommitWatch.Log commits() {
        return commits;
    }

    /** The records that it has processed itself, whatever its group did. */
    public ProcessedRecords own() {
        return own;
    }

    /** The thread that runs the loop. */
    public Thread loop() {
        return consumer.loop();
    }

    /** The stuck detector's thread. For a member that has one. */
    public Thread stuckDetector() {
        return consumer.stuckDetector().orElseThrow();
    }

    /** What the buffer holds: recorded and not yet emitted, by metric name. For one that has ended. */
    public Map<String, Long> pending() {
        return consumer.pending();
    }

    /** Waits for something, and fails if it does not come about within {@link Waiting#LIMIT}. */
    public void await(String what, BooleanSupplier condition) {
        if (!Waiting.until(condition::getAsBoolean)) {
            throw new IllegalStateException("did not happen within " + Waiting.LIMIT + ": " + what + "; the loop, "
                    + Waiting.where(loop()) + "; " + processed().total() + " records are processed");
        }
    }

    /** The same, but also returns when the loop has died of something, which is judged later. */
    public void awaitOrDeath(String what, BooleanSupplier condition) {
        await(what, () -> condition.getAsBoolean() || !loop().isAlive());
    }

    /** Waits until so many records are processed, or the loop has died. */
    public void awaitProcessed(long records) {
        awaitOrDeath(records + " records are processed", () -> processed().total() >= records);
    }

    /** How many records other threads than the loop have begun to make. */
    public long recordsOfOthers() {
        return journal.recorders().stream().filter(thread -> thread != loop()).mapToLong(journal::records).sum();
    }

    /** Waits until each thread that has recorded, but for the loop, has returned, or waits. */
    public boolean recordersReturnOrWait() {
        return journal.recorders().stream().filter(thread -> thread != loop())
                .allMatch(thread -> Waiting.untilEndedOrWaits(thread, Waiting.FEW_LOOKS, Waiting.LIMIT));
    }

    /** Asks it to end; returns at once. */
    public void signalShutdown() {
        consumer.signalShutdown();
    }

    /** Asks it to end in order, and waits until it has. */
    public void shutDown() {
        signalShutdown();
        awaitEnd();
    }

    /** Waits until everything that the consumer started has ended, whoever heard it. */
    public void awaitEnd() {
        end = consumer.awaitEnd(Waiting.LIMIT);
    }

    /** Whether its end was awaited. */
    boolean hasEnded() {
        return end != null;
    }

    /** What its run ended with, or empty if it ended in order. To be asked once its end was awaited. */
    public Optional<Throwable> end() {
        return end;
    }
}
