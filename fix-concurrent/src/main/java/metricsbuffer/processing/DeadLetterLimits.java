package metricsbuffer.processing;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the invalid records of each partition, and refuses one too many: when most records are invalid, it is more
 * likely that the consumer is wrong than that they are. Confined to the consumer thread.
 *
 * <p>Counted is from the offset at which the partition was consumed first, or anew. Offsets that are not invalid count
 * as valid records up to the highest invalid one, gaps too.
 */
final class DeadLetterLimits {

    private final DeadLetterPolicy policy;
    private final Map<TopicPartition, Count> counts = new HashMap<>();

    DeadLetterLimits(DeadLetterPolicy policy) {
        this.policy = policy;
    }

    /** Records of a partition have been polled, from this offset on. Its count begins here if it is new or set back. */
    void polled(TopicPartition partition, long offset) {
        Count count = counts.get(partition);
        if (count == null || offset <= count.highest) {
            counts.put(partition, new Count(offset));
        }
    }

    void forget(Collection<TopicPartition> partitions) {
        counts.keySet().removeAll(partitions);
    }

    /** @throws IllegalStateException if this record is one too many */
    void add(ConsumerRecord<?, ?> invalid) {
        TopicPartition partition = new TopicPartition(invalid.topic(), invalid.partition());
        Count count = counts.computeIfAbsent(partition, unseen -> new Count(invalid.offset()));
        count.add(invalid.offset());
        policy.maxInARow().ifPresent(most -> {
            if (count.inARow > most) {
                throw tooMany(invalid, count.inARow + " in a row, and " + most + " may be");
            }
        });
        policy.maxRatio().ifPresent(most -> {
            if (count.invalid > most * count.valid()) {
                throw tooMany(invalid, count.invalid + " beside " + count.valid() + " valid ones, and " + most
                        + " for each may be");
            }
        });
    }

    private static IllegalStateException tooMany(ConsumerRecord<?, ?> invalid, String howMany) {
        return new IllegalStateException("too many invalid records: with " + invalid.topic() + "-"
                + invalid.partition() + "@" + invalid.offset() + " they are " + howMany
                + ": the run ends, and from this offset on nothing is committed");
    }

    /** Of one partition. */
    private static final class Count {

        private final long first;
        private long highest; // offset of an invalid record
        private long invalid;
        private long inARow;

        Count(long first) {
            this.first = first;
            this.highest = first - 1;
        }

        void add(long offset) {
            invalid++;
            if (offset > highest) { // one that was held for long may come later than those after it
                inARow = offset == highest + 1 ? inARow + 1 : 1;
                highest = offset;
            }
        }

        long valid() {
            return Math.max(0, highest + 1 - first - invalid);
        }
    }
}
