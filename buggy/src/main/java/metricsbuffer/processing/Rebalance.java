package metricsbuffer.processing;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import metricsbuffer.Attempts;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Metrics;
import metricsbuffer.metrics.Recorder;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the assignment: whenever it changes, the strategy ends, and a new one takes over if partitions remain.
 * Works for assignments that are replaced as a whole (eager) and for those that change bit by bit (cooperative).
 *
 * <p>Called back by the consumer from within its poll and its close, on the consumer thread. There it asks the broker
 * for nothing but the commit without which partitions cannot be given up.
 *
 * <p>A callback that fails leaves a rebalance half done: the old strategy may be closed and no new one there. So its
 * failure ends the run, whatever was thrown: the callbacks that the consumer still makes do nothing, and
 * {@link #requireWhole} throws.
 */
final class Rebalance implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(Rebalance.class);

    private final Consumer<byte[], byte[]> consumer;
    private final PolledRecords records;
    private final Backpressure backpressure;
    private final ActiveStrategy strategy;
    private final OffsetCommitter committer;
    private final Beginnings beginnings;
    private final Rewind rewind;
    private final Recorder recorder;
    private final Metrics metrics;

    /** At the end of the run, for a rebalance that is under way. */
    private static final Duration LAST_POLL_TIMEOUT = Duration.ofMillis(200);

    private final Set<TopicPartition> assigned = new HashSet<>();
    private IllegalStateException failure; // of a callback, null while there is none
    private boolean failureThrown; // by requireWhole

    Rebalance(
            Consumer<byte[], byte[]> consumer,
            PolledRecords records,
            Backpressure backpressure,
            ActiveStrategy strategy,
            OffsetCommitter committer,
            Beginnings beginnings,
            Recorder recorder,
            Metrics metrics) {
        this.consumer = consumer;
        this.records = records;
        this.backpressure = backpressure;
        this.strategy = strategy;
        this.committer = committer;
        this.beginnings = beginnings;
        this.rewind = new Rewind(consumer, records, backpressure, committer);
        this.recorder = recorder;
        this.metrics = metrics;
    }

    /**
     * After a poll, whatever it returned or threw: what a callback throws is not always what comes out of it.
     *
     * @throws IllegalStateException if a callback has failed, with the reason as its cause; once, because a failure
     *     cannot be suppressed in itself
     */
    void requireWhole() {
        if (failure != null && !failureThrown) {
            failureThrown = true;
            throw failure;
        }
    }

    /** After a poll, before what it returned is handed on: see {@link Rewind#goOnWithWhatExists()}. */
    void goOnWithWhatExists() {
        rewind.goOnWithWhatExists();
    }

    /**
     * At the end of the run, when the strategy has ended: commits what is staged. In the middle of a rebalance no
     * commit is taken, and only a poll leads to the end of it. So the consumer is polled, and nothing that it returns
     * is taken. What is not committed in time is done again, by the member that has the partition next.
     *
     * @param letters how long open dead letters are waited for at the most
     * @param rebalance how long the consumer is polled at the most
     */
    void commitForTheLastTime(Duration letters, Duration rebalance) {
        committer.commitStaged(letters);
        long polls = rebalance.dividedBy(LAST_POLL_TIMEOUT);
        for (; isCommitHeldUp() && polls > 0; polls--) {
            pollForTheCallbacks();
            committer.commitStaged();
        }
        if (isCommitHeldUp()) {
            log.warn("A rebalance goes on: what is staged is not committed, and will be done again");
        }
    }

    private boolean isCommitHeldUp() {
        return failure == null && committer.waitsForRebalance();
    }

    private void pollForTheCallbacks() {
        consumer.pause(consumer.assignment()); // so that the poll lasts, and fetches nothing
        try {
            records.poll(LAST_POLL_TIMEOUT);
        } catch (WakeupException e) {
            log.debug("The wakeup that asked for the end came late"); // there is only one
        } finally {
            requireWhole();
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        callBack("on_partitions_assigned", partitions, () -> {
            log.info("Assigned: {}", partitions);
            metrics.increment("arroyo.consumer.partitions_assigned.count", partitions.size());
            boolean finished = strategy.closeAndJoin();
            committer.commitStaged();
            if (!finished) {
                rewind.rewind(assigned);
            }
            assigned.addAll(partitions);
            beginnings.assigned(partitions);
            backpressure.assigned(partitions);
            startStrategy();
        });
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        callBack("on_partitions_revoked", partitions, () -> {
            log.info("Revoked: {}", partitions);
            metrics.increment("arroyo.consumer.partitions_revoked.count", partitions.size());
            beginnings.stage(partitions);
            boolean finished = finishStrategy();
            release(partitions);
            if (!finished) {
                rewind.rewind(assigned);
            }
            startStrategy();
        });
    }

    /** They may have another owner already: nothing may be committed for them, so nothing is finished for them. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        callBack("on_partitions_lost", partitions, () -> {
            log.warn("Lost: {}", partitions);
            metrics.increment("arroyo.consumer.partitions_revoked.count", partitions.size());
            release(partitions); // before anything can fail: what is staged for them must not be committed
            strategy.terminate();
            rewind.rewind(assigned);
            startStrategy();
        });
    }

    /** For partitions that are given up. */
    private boolean finishStrategy() {
        boolean active = strategy.isActive();
        long start = System.nanoTime();
        boolean finished = strategy.closeAndJoin();
        if (active) {
            committer.commitStaged(strategy.joinTimeLeft(start));
        } else {
            committer.commitStaged(); // at the end of the run, where dead letters have been waited for
        }
        return finished;
    }

    private void startStrategy() {
        if (!assigned.isEmpty()) {
            strategy.create(Set.copyOf(assigned));
        }
    }

    private void release(Collection<TopicPartition> partitions) {
        assigned.removeAll(partitions);
        rewind.forget(partitions);
        committer.forget(partitions);
        beginnings.forget(partitions);
    }

    private void callBack(String callback, Collection<TopicPartition> partitions, Runnable body) {
        // Often none have come or gone, in a cooperative rebalance above all: nothing happens, and nothing is timed.
        if (failure != null || partitions.isEmpty()) {
            return;
        }
        try {
            timed(callback, body);
        } catch (Throwable e) { // a checked exception, too, that a strategy throws without declaring it
            failure = new IllegalStateException("the rebalance callback " + callback
                    + " failed, so the rebalance is half done and the run ends", e);
            log.error(failure.getMessage(), e);
            throw failure; // ends the rebalance here: the group must not move on to another member what is in doubt
        }
    }

    private void timed(String callback, Runnable body) {
        long start = System.nanoTime();
        // What the body throws counts, and what its timing throws is suppressed in it. A finally would hide it.
        Attempts attempts = new Attempts();
        attempts.run(body);
        long nanos = System.nanoTime() - start;
        attempts.run(() -> recorder.time(ConsumerTiming.CALLBACK_TIME, nanos));
        metrics.timing("arroyo.consumer.run.callback", nanos, "callback_name:" + callback);
        attempts.throwFirstFailure();
    }
}
