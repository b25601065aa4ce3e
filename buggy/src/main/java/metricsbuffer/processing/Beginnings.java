package metricsbuffer.processing;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import metricsbuffer.Deadline;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the group has committed nothing of a partition yet, the offset at which it begins is the first to be committed.
 * A group that begins at the end of the log and has committed nothing would begin anew when it is started again: at the
 * end as it is then, and what was written in between would be missed. Confined to the consumer thread.
 */
final class Beginnings {

    private static final Logger log = LoggerFactory.getLogger(Beginnings.class);

    /** How long the broker is waited for when it is asked what the group has committed. */
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(1);

    /** How long it is asked for positions at the end, all of them together. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final OffsetCommitter committer;
    private final Deadline deadline;

    /** Assigned partitions of which it is not known whether the group has committed an offset. */
    private final Set<TopicPartition> unasked = new HashSet<>();

    /** Assigned partitions of which it has not, and of which it is not known where they begin. */
    private final Set<TopicPartition> uncommitted = new HashSet<>();

    Beginnings(Consumer<byte[], byte[]> consumer, OffsetCommitter committer, Deadline deadline) {
        this.consumer = consumer;
        this.committer = committer;
        this.deadline = deadline;
    }

    /** Partitions are consumed from now on. Asks nothing: this is called in a rebalance. */
    void assigned(Collection<TopicPartition> partitions) {
        unasked.addAll(partitions);
    }

    /** Partitions are consumed no more. */
    void forget(Collection<TopicPartition> partitions) {
        unasked.removeAll(partitions);
        uncommitted.removeAll(partitions);
    }

    /**
     * For after a poll, before what it returned is handed on: commits the beginnings that are to be committed. What is
     * not known by then is left for the next time.
     */
    void commit() {
        commit(Duration.ZERO);
    }

    /** The same, for when there is no next time: waits for what is not known. */
    void commitLast() {
        commit(deadline.share(LAST_LOOK));
    }

    private void commit(Duration timeout) {
        askWhatIsCommitted();
        boolean begun = false;
        long start = System.nanoTime();
        for (TopicPartition partition : Set.copyOf(uncommitted)) {
            Duration left = timeout.minusNanos(System.nanoTime() - start);
            if (isKnown(partition, left.isNegative() ? Duration.ZERO : left)) {
                committer.stageBeginning(partition);
                uncommitted.remove(partition);
                begun = true;
            }
        }
        if (begun) {
            committer.commitStaged();
        }
    }

    /**
     * Stages where partitions begin that are given up before that was committed: whoever has them next would begin
     * anew. For a rebalance, so it waits for nothing. If the group has committed something, it is that.
     */
    void stage(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            boolean open = unasked.contains(partition) || uncommitted.contains(partition);
            if (open && isKnown(partition, Duration.ZERO)) {
                committer.stageBeginning(partition);
            }
        }
    }

    private void askWhatIsCommitted() {
        if (unasked.isEmpty()) {
            return;
        }
        Set<TopicPartition> asked = Set.copyOf(unasked); // which the consumer may look at when this has returned
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = OffsetCommitter.undisturbed(
                    () -> consumer.committed(asked, deadline.share(ASK_TIMEOUT)));
            asked.stream().filter(partition -> committed.get(partition) == null).forEach(uncommitted::add);
            unasked.clear();
        } catch (RetriableException | UnknownMemberIdException | StaleMemberEpochException e) {
            // The latter two: fenced, which the next poll will tell.
            log.warn("What the group has committed is not known yet, will be asked again: {}", e.toString());
        }
    }

    private boolean isKnown(TopicPartition partition, Duration timeout) {
        if (committer.done(partition) == null) {
            try {
                committer.begin(partition, new OffsetAndMetadata(
                        OffsetCommitter.undisturbed(() -> consumer.position(partition, timeout))));
            } catch (RetriableException e) {
                return false; // as long as the partition has no leader, for one
            }
        }
        return true;
    }
}
