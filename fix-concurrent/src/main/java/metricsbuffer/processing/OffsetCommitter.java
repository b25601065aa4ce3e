package metricsbuffer.processing;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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
 * Stages the offsets that the strategy hands in, and commits them when the policy says so. Nothing is committed past a
 * dead letter that is open: its record is not done, whatever the strategy says. Confined to the consumer thread.
 */
final class OffsetCommitter implements Commit {

    private static final Logger log = LoggerFactory.getLogger(OffsetCommitter.class);

    /** How long a commit may take. The consumer is not polled meanwhile, and what is not committed is tried again. */
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final CommitPolicy policy;
    private final DeadLetterQueue deadLetters; // null for none
    private final Deadline deadline;
    private final LongSupplier nanoClock;

    /** For each assigned partition with a record so far, where a strategy that started now would have to go on. */
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();

    private final Map<TopicPartition, OffsetAndMetadata> staged = new HashMap<>();
    private boolean rebalancing; // at the last attempt to commit

    /** Up to where each assigned partition was committed last. */
    private final Map<TopicPartition, Long> committed = new HashMap<>();
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

    /** Nothing was known of a partition, and it is consumed from this offset on. */
    void begin(TopicPartition partition, OffsetAndMetadata offset) {
        done.putIfAbsent(partition, offset);
    }

    /** Stages where a partition begins, unless something of it is staged. For one that {@link #done} knows. */
    void stageBeginning(TopicPartition partition) {
        staged.putIfAbsent(partition, done.get(partition));
    }

    /** Records have been polled: where nothing was known of their partition, it is consumed from the first on. */
    void polled(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            ConsumerRecord<?, ?> first = records.records(partition).get(0);
            begin(partition, new OffsetAndMetadata(first.offset(), first.leaderEpoch(), ""));
            if (deadLetters != null) {
                deadLetters.polled(partition, first.offset());
            }
        }
    }

    /** Partitions are consumed no more; what is staged for them will not be committed. */
    void forget(Collection<TopicPartition> partitions) {
        done.keySet().removeAll(partitions);
        staged.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
        if (deadLetters != null) {
            deadLetters.forget(partitions);
        }
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

    /** @throws DeadLetterException if a dead letter could not be delivered, unless those are dropped */
    void requireDeadLetters() {
        if (deadLetters != null) {
            deadLetters.requireDelivery();
        }
    }

    /**
     * Waits for dead letters, then commits all that is staged: for partitions that are given up.
     *
     * @param timeout how long to wait for dead letters that are open
     */
    void commitStaged(Duration timeout) {
        if (deadLetters != null) {
            deadLetters.awaitDelivery(timeout);
        }
        commitStaged();
    }

    /**
     * Commits all that is staged, up to the first open dead letter of each partition. What lies above, and what fails
     * and can be tried again, stays staged.
     */
    void commitStaged() {
        Map<TopicPartition, OffsetAndMetadata> offsets = committable();
        if (offsets.isEmpty()) {
            return;
        }
        stagedSinceCommit = 0;
        rebalancing = false;
        try {
            undisturbed(() -> {
                consumer.commitSync(offsets, deadline.share(COMMIT_TIMEOUT));
                return null;
            });
            offsets.forEach((partition, offset) -> {
                committed.put(partition, offset.offset());
                staged.remove(partition, offset); // unless it is staged beyond a dead letter
            });
        } catch (RetriableException | RebalanceInProgressException | CommitFailedException e) {
            // The last may mean that the member has been thrown out: then its partitions are lost in the next poll. Or
            // only that it has yet to hear of the group's newest state.
            rebalancing = e instanceof RebalanceInProgressException;
            log.warn("Offsets not committed, will be tried again: {}; {}", offsets, e.toString());
        } finally {
            // A failed attempt counts: the next one is made when the policy says so, not at once. And it counts from
            // its end: otherwise one that takes as long as the interval would be followed by the next at once.
            lastCommit = nanoClock.getAsLong();
        }
    }

    /** Whether offsets are staged that the broker has not taken because of a rebalance: it will once that is over. */
    boolean waitsForRebalance() {
        return rebalancing && !staged.isEmpty();
    }

    /** What is staged, each partition cut off at its first open dead letter; but for what is committed already. */
    private Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        staged.forEach((partition, offset) -> {
            OffsetAndMetadata open = deadLetters == null ? null : deadLetters.firstOpen(partition);
            if (open == null || open.offset() >= offset.offset()) {
                offsets.put(partition, offset);
            } else if (!Long.valueOf(open.offset()).equals(committed.get(partition))) {
                offsets.put(partition, open);
            }
        });
        return Map.copyOf(offsets); // the consumer and the log may look at it when this has returned
    }

    /**
     * Calls the consumer, and again if a wakeup meets the call: it is meant for a poll, and the loop has been asked to end,
     * and will see that. A client may throw twice for one wakeup, if that meets the end of a call.
     */
    static <T> T undisturbed(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (WakeupException e) {
                log.debug("A wakeup met a call that is not to be cut short"); // there is only one, so this ends
            }
        }
    }
}
