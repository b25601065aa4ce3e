package metricsbuffer.processing;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How a strategy tells that records are done. Called on the consumer thread only. */
@FunctionalInterface
public interface Commit {

    /**
     * Stages offsets, to be committed when the commit policy says so.
     *
     * @param offsets where to go on, by partition: the offset of the last record that is done, plus one, with that
     *     record's leader epoch, by which a consumer notices that the log was cut off below. May be empty: then only
     *     what was staged before is looked at
     * @param force commit all that is staged now, whatever the policy says
     */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets, boolean force);
}
