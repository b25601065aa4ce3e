package metricsbuffer.suite.rig;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import metricsbuffer.suite.port.RunningConsumer;
import metricsbuffer.suite.support.Waiting;

/**
 * An observed consumer, alone in its group or not. {@link MemberBuilder} starts it. For the scenario's thread only, which
 * also ends it.
 *
 * @param consumer what is observed
 * @param journal what it recorded and emitted
 * @param processed the records that it, or its group, has processed
 * @param own the records that it has processed itself, whatever its group did
 * @param commits the commits of its group, or null without {@link MemberBuilder#watchCommits()}
 */
public record Member(RunningConsumer consumer, Journal journal, ProcessedRecords processed, ProcessedRecords own,
        CommitWatch.Log commits) {

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
        end();
    }

    /** What its run ended with, or empty if it ended in order; waits as {@link #awaitEnd()} does. */
    public Optional<Throwable> end() {
        return consumer.awaitEnd(Waiting.LIMIT);
    }
}
