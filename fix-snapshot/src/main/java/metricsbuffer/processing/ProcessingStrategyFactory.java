package metricsbuffer.processing;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Makes strategies. Called on the consumer thread only. */
public interface ProcessingStrategyFactory {

    /**
     * A new strategy, at each rebalance that leaves partitions to consume. The one before has ended.
     *
     * @param commit how the strategy tells that records are done
     * @param positions the assigned partitions, and the offset at which each goes on
     */
    ProcessingStrategy create(Commit commit, Map<TopicPartition, Long> positions);

    /** Releases what the strategies shared. Called once, when the last of them has ended. */
    default void shutdown() {}
}
