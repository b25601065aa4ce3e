package metricsbuffer.processing;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets partitions back to their first record that is not done, or to the first that exists if that one is deleted by
 * then. Confined to the consumer thread.
 */
final class Rewind {

    private static final Logger log = LoggerFactory.getLogger(Rewind.class);

    /** How long the broker is waited for when it is asked where a log begins. */
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final PolledRecords records;
    private final Backpressure backpressure;
    private final OffsetCommitter committer;

    /** Set back, and not yet known to go on with a record that exists. */
    private final Set<TopicPartition> setBack = new HashSet<>();

    Rewind(Consumer<byte[], byte[]> consumer, PolledRecords records, Backpressure backpressure,
            OffsetCommitter committer) {
        this.consumer = consumer;
        this.records = records;
        this.backpressure = backpressure;
        this.committer = committer;
    }

    /** The strategy has dropped records of these partitions: they are consumed again. Asks nothing. */
    void rewind(Collection<TopicPartition> partitions) {
        drop(partitions);
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata done = committer.done(partition);
            if (done != null) { // otherwise no record has been polled, and it is where it was
                consumer.seek(partition, done);
                setBack.add(partition);
            }
        }
    }

    /** Partitions are consumed no more. */
    void forget(Collection<TopicPartition> partitions) {
        setBack.removeAll(partitions);
        drop(partitions);
    }

    /**
     * After a poll, before what it returned is handed on: what was set back to a record that is deleted by now goes on
     * with the first that exists. Left to itself the consumer would do as auto.offset.reset says, and go on at the end
     * of the log, perhaps: past records that it has polled before.
     *
     * <p>What the broker does not tell is asked again after the next poll, and nothing is taken of the partition
     * before.
     */
    void goOnWithWhatExists() {
        if (setBack.isEmpty()) {
            return;
        }
        try {
            consumer.beginningOffsets(setBack, ASK_TIMEOUT).forEach(this::skipWhatIsDeleted);
            setBack.clear();
        } catch (WakeupException | RetriableException e) {
            log.warn("Where the log of {} begins is not known, will be asked again: {}", setBack, e.toString());
            rewind(Set.copyOf(setBack));
        }
    }

    private void skipWhatIsDeleted(TopicPartition partition, long beginning) {
        long done = committer.done(partition).offset();
        if (done < beginning) {
            log.warn("{} goes on at offset {}: the records from {} on are deleted", partition, beginning, done);
            drop(Set.of(partition));
            consumer.seek(partition, beginning);
        }
    }

    private void drop(Collection<TopicPartition> partitions) {
        if (records.drop(partitions)) {
            backpressure.end();
        }
    }
}
