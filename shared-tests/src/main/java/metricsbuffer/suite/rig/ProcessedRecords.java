package metricsbuffer.suite.rig;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import org.apache.kafka.common.TopicPartition;

/**
 * Which records were processed, that is done or found invalid, whoever did it: what metrics and commits are held
 * against. A bit for each record, so that hours of traffic do not fill the heap. Safe for use by several threads.
 */
public final class ProcessedRecords {

    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class); // guarded by this
    private final Map<TopicPartition, BitSet> offsets = new HashMap<>(); // guarded by this
    private final List<String> repeated = new ArrayList<>(); // guarded by this

    /** Enters how the task of a record has ended. */
    public synchronized void enter(TopicPartition partition, long offset, Outcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
        if (outcome == Outcome.REJECTED) {
            return;
        }
        if (contains(partition, offset)) {
            repeated.add(partition + "@" + offset);
        }
        offsets.computeIfAbsent(partition, none -> new BitSet()).set(Math.toIntExact(offset));
    }

    /** How often a task ended so. */
    public synchronized long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** How many records were processed; one that was processed twice counts twice. */
    public synchronized long total() {
        return count(Outcome.DONE) + count(Outcome.INVALID);
    }

    /** How many different records were processed. */
    public synchronized long different() {
        return offsets.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /** Of how many partitions records were processed. */
    public synchronized int partitions() {
        return offsets.size();
    }

    /** One of those partitions. There must be one. */
    public synchronized TopicPartition anyPartition() {
        return offsets.keySet().iterator().next();
    }

    /** Forgets all. */
    public synchronized void clear() {
        outcomes.clear();
        offsets.clear();
        repeated.clear();
    }

    /** Whether a record was processed. */
    public synchronized boolean contains(TopicPartition partition, long offset) {
        BitSet processed = offsets.get(partition);
        return processed != null && processed.get(Math.toIntExact(offset));
    }

    /** The records that were processed again, as partition@offset, once for each time. */
    public synchronized List<String> repeated() {
        return List.copyOf(repeated);
    }
}
