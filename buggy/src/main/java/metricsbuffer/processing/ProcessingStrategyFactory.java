package metricsbuffer.processing;

import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Makes strategies. Called on the consumer thread only. */
public interface ProcessingStrategyFactory {

    /**
     * A new strategy, at each rebalance that leaves partitions to consume. The one before has ended.
     *
     * @param commit how the strategy tells that records are done
     * @param partitions all that are assigned now. Where each goes on shows with its first record
     */
    ProcessingStrategy create(Commit commit, Set<TopicPartition> partitions);

    /**
     * Releases what the strategies shared. Called once, when the last of them has ended.
     *
     * @param timeout how long that may take: the shutdown of the consumer waits for it
     */
    default void shutdown(Duration timeout) {}
}
