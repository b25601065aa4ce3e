package metricsbuffer.suite.system;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.port.ConsumerSpec.Task;
import org.apache.kafka.common.TopicPartition;

/**
 * The task of a scenario, and the count of what it did: the figure that the metrics are held against. Safe for use
 * by several threads.
 */
final class Work implements Task {

    /** Decides how a record ends; may wait, and may throw. */
    interface Decision {
        Outcome of(long offset);
    }

    private final Decision decision;
    private final Map<Outcome, AtomicLong> outcomes = new EnumMap<>(Outcome.class);
    private final Map<TopicPartition, Map<Long, Integer>> finished = new ConcurrentHashMap<>();

    Work(Decision decision) {
        this.decision = decision;
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new AtomicLong());
        }
    }

    @Override
    public Outcome process(String topic, int partition, long offset, byte[] key, byte[] value) {
        Outcome outcome = decision.of(offset);
        if (outcome != Outcome.REJECTED) {
            finished.computeIfAbsent(new TopicPartition(topic, partition), absent -> new ConcurrentHashMap<>())
                    .merge(offset, 1, Integer::sum);
        }
        outcomes.get(outcome).incrementAndGet();
        return outcome;
    }

    /** How often a record ended so. */
    long count(Outcome outcome) {
        return outcomes.get(outcome).get();
    }

    /** How many records are done or invalid. */
    long finished() {
        return count(Outcome.DONE) + count(Outcome.INVALID);
    }

    /** Whether a record is done or invalid. */
    boolean isFinished(TopicPartition partition, long offset) {
        return times(partition, offset) > 0;
    }

    /** How often a record was done, or found invalid. */
    int times(TopicPartition partition, long offset) {
        return finished.getOrDefault(partition, Map.of()).getOrDefault(offset, 0);
    }

    /** How many different records are done or invalid. */
    long different() {
        return finished.values().stream().mapToLong(Map::size).sum();
    }
}
