package metricsbuffer.processing;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import metricsbuffer.Deadline;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stages the offsets that the strategy hands in, and commits them when the policy says so. Where the group has committed
 * nothing of a partition yet, the offset at which it begins is the first to be committed. Confined to the consumer
 * thread.
 */
final class OffsetCommitter implements Commit {

    private static final Logger log = LoggerFactory.getLogger(OffsetCommitter.class);

    /** How long the broker is waited for when it is asked what the group has committed. */
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(1);

    /** How long it is asked for positions at the end, all of them together. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(1);

    /** How long a commit may take at the end. */
    private static final Duration LAST_COMMIT = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final CommitPolicy policy;
    private final DeadLetterQueue deadLetters; // null for none
    private final Deadline deadline;
    private final LongSupplier nanoClock;

    /** For each assigned partition with a record so far, where a strategy that started now would have to go on. */
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();

    /** Assigned partitions of which it is not known whether the group has committed an offset. */
    private final Set<TopicPartition> unasked = new HashSet<>();

    /** Assigned partitions of which it has not, and of which it is not known where they begin. */
    private final Set<TopicPartition> uncommitted = new HashSet<>();

    private final Map<TopicPartition, OffsetAndMetadata> staged = new HashMap<>();
    private boolean rebalancing; // at the last attempt to commit
    private long stagedSinceCommit;
    private long lastCommit;

    OffsetCommitter(
            Consumer<byte[], byte[]> consumer,
            CommitPolicy policy,
            DeadLetterQueue deadLetters,
            Deadline deadline,
            LongSupplier nanoClock) {
        this.consumer = consumer;
        this.policy = policy;
        this.deadLetters = deadLetters;
        this.deadline = deadline;
        this.nanoClock = nanoClock;
        this.lastCommit = nanoClock.getAsLong();
    }

    /** Partitions are consumed from now on. Asks nothing: this is called in a rebalance. */
    void assigned(Collection<TopicPartition> partitions) {
        unasked.addAll(partitions);
    }

    /** Records have been polled: where nothing was known of their partition, it is consumed from the first on. */
    void polled(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            ConsumerRecord<?, ?> first = records.records(partition).get(0);
            done.putIfAbsent(partition, new OffsetAndMetadata(first.offset(), first.leaderEpoch(), ""));
        }
    }

    /** Partitions are consumed no more; what is staged for them will not be committed. */
    void forget(Collection<TopicPartition> partitions) {
        done.keySet().removeAll(partitions);
        staged.keySet().removeAll(partitions);
        unasked.removeAll(partitions);
        uncommitted.removeAll(partitions);
    }

    /**
     * Commits where partitions begin of which the group has committed nothing. A group that begins at the end of the log
     * and has committed nothing would begin anew when it is started again: at the end as it is then, and what was
     * written in between would be missed.
     *
     * <p>For after a poll, before what it returned is handed on. What is not known by then is left for the next time.
     */
    void commitBeginnings() {
        commitBeginnings(Duration.ZERO);
    }

    /** The same, for when there is no next time: waits for what is not known. */
    void commitLastBeginnings() {
        commitBeginnings(deadline.share(LAST_LOOK));
    }

    private void commitBeginnings(Duration timeout) {
        askWhatIsCommitted();
        boolean begun = false;
        long start = System.nanoTime();
        for (TopicPartition partition : Set.copyOf(uncommitted)) {
            Duration left = timeout.minusNanos(System.nanoTime() - start);
            if (isBeginningKnown(partition, left.isNegative() ? Duration.ZERO : left)) {
                staged.putIfAbsent(partition, done.get(partition));
                uncommitted.remove(partition);
                begun = true;
            }
        }
        if (begun) {
            commitStaged();
        }
    }

    private void askWhatIsCommitted() {
        if (unasked.isEmpty()) {
            return;
        }
        try {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    undisturbed(() -> consumer.committed(unasked, deadline.share(ASK_TIMEOUT)));
            unasked.stream().filter(partition -> committed.get(partition) == null).forEach(uncommitted::add);
            unasked.clear();
        } catch (RetriableException e) {
            log.warn("What the group has committed is not known yet, will be asked again: {}", e.toString());
        }
    }

    private boolean isBeginningKnown(TopicPartition partition, Duration timeout) {
        if (!done.containsKey(partition)) {
            try {
                done.put(partition, new OffsetAndMetadata(undisturbed(() -> consumer.position(partition, timeout))));
            } catch (RetriableException e) {
                return false; // as long as the partition has no leader, for one
            }
        }
        return true;
    }

    /**
     * Up to where an assigned partition is done: the offset of its first record that is not; or null if none has been
     * polled since it was assigned.
     */
    OffsetAndMetadata done(TopicPartition partition) {
        return done.get(partition);
    }

    @Override
    public void commit(Map<TopicPartition, OffsetAndMetadata> offsets, boolean force) {
        offsets.forEach((partition, offset) -> {
            // The broker would take an offset for a partition that another consumer has by now.
            if (done.replace(partition, offset) != null) {
                staged.put(partition, offset);
                stagedSinceCommit++;
            }
        });
        if (force || policy.isDue(nanoClock.getAsLong() - lastCommit, stagedSinceCommit)) {
            commitStaged();
        }
    }

    /**
     * Commits all that is staged, once the dead letters before it are delivered. What fails and can be tried
     * again stays staged.
     */
    void commitStaged() {
        if (staged.isEmpty()) {
            return;
        }
        if (deadLetters != null) {
            deadLetters.awaitDelivery();
        }
        // A failed attempt counts: the next one is made when the policy says so, not at once.
        lastCommit = nanoClock.getAsLong();
        stagedSinceCommit = 0;
        rebalancing = false;
        // A copy, because the consumer and the log may look at it when this has returned.
        Map<TopicPartition, OffsetAndMetadata> offsets = Map.copyOf(staged);
        try {
            undisturbed(() -> {
                if (deadline.hasBegun()) {
                    consumer.commitSync(offsets, deadline.share(LAST_COMMIT));
                } else {
                    consumer.commitSync(offsets);
                }
                return null;
            });
            staged.clear();
        } catch (CommitFailedException e) {
            log.warn("Offsets not committed, not in the group's current generation any more: {}", offsets, e);
            staged.clear();
        } catch (RetriableException | RebalanceInProgressException e) {
            rebalancing = e instanceof RebalanceInProgressException;
            log.warn("Offsets not committed, will be tried again: {}; {}", offsets, e.toString());
        }
    }

    /** Whether offsets are staged that the broker has not taken because of a rebalance: it will once that is over. */
    boolean waitsForRebalance() {
        return rebalancing && !staged.isEmpty();
    }

    private static <T> T undisturbed(Supplier<T> call) {
        try {
            return call.get();
        } catch (WakeupException e) {
            // Meant for a poll: the loop has been asked to end, and will see that. There is only one wakeup.
            return call.get();
        }
    }
}
