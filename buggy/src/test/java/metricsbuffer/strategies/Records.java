package metricsbuffer.strategies;

import java.util.List;
import java.util.Set;
import metricsbuffer.testing.ScriptedStrategy;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of one partition, and the strategy at which they end up. */
final class Records {

    private Records() {}

    static ConsumerRecord<byte[], byte[]> record(long offset) {
        return record(0, offset);
    }

    static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return new ConsumerRecord<>("words", partition, offset, null, new byte[0]);
    }

    /** The last strategy of a chain. */
    static ScriptedStrategy last(List<String> events) {
        return new ScriptedStrategy((offsets, force) -> {}, Set.of(), events);
    }
}
