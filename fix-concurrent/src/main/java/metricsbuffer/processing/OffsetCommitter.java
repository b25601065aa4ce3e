package metricsbuffer.processing;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
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
 * Stages the offsets that the strategy hands in, and commits them when the policy says so. Confined to the
 * consumer thread.
 */
final class OffsetCommitter implements Commit {

    private static final Logger log = LoggerFactory.getLogger(OffsetCommitter.class);

    private final Consumer<byte[], byte[]> consumer;
    private final CommitPolicy policy;
    private final DeadLetterQueue deadLetters; // null for none
    private final LongSupplier nanoClock;

    /** For each assigned partition with a record so far, where a strategy that started now would have to go on. */
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();

    private final Map<TopicPartition, OffsetAndMetadata> staged = new HashMap<>();
    private long stagedSinceCommit;
    private long lastCommit;

    OffsetCommitter(
            Consumer<byte[], byte[]> consumer,
            CommitPolicy policy,
            DeadLetterQueue deadLetters,
            LongSupplier nanoClock) {
        this.consumer = consumer;
        this.policy = policy;
        this.deadLetters = deadLetters;
        this.nanoClock = nanoClock;
        this.lastCommit = nanoClock.getAsLong();
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
        // A copy, because the consumer and the log may look at it when this has returned.
        Map<TopicPartition, OffsetAndMetadata> offsets = Map.copyOf(staged);
        try {
            commitSync(offsets);
            staged.clear();
        } catch (CommitFailedException e) {
            log.warn("Offsets not committed, not in the group's current generation any more: {}", offsets, e);
            staged.clear();
        } catch (RetriableException | RebalanceInProgressException e) {
            log.warn("Offsets not committed, will be tried again: {}; {}", offsets, e.toString());
        }
    }

    private void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets);
        } catch (WakeupException e) {
            // Meant for a poll: the loop has been asked to end, and will see that. There is only one wakeup.
            consumer.commitSync(offsets);
        }
    }
}
