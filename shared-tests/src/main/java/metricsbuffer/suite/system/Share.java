package metricsbuffer.suite.system;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.port.ConsumerSpec.Task;
import org.apache.kafka.common.TopicPartition;

/** The part of a group's work that one member does. Safe for use by several threads. */
final class Share implements Task {

    private final Task work;
    private final AtomicLong finished = new AtomicLong();
    private final Set<TopicPartition> partitions = ConcurrentHashMap.newKeySet();

    Share(Task work) {
        this.work = work;
    }

    @Override
    public Outcome process(String topic, int partition, long offset, byte[] key, byte[] value) {
        Outcome outcome = work.process(topic, partition, offset, key, value);
        if (outcome != Outcome.REJECTED) {
            partitions.add(new TopicPartition(topic, partition));
            finished.incrementAndGet();
        }
        return outcome;
    }

    /** How many records this member has finished. */
    long finished() {
        return finished.get();
    }

    /** From how many partitions it has finished records since {@link #forgetPartitions()}. */
    int partitions() {
        return partitions.size();
    }

    /** Begins to look at partitions anew. */
    void forgetPartitions() {
        partitions.clear();
    }
}
