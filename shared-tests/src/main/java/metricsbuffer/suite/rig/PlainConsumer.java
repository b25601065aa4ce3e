package metricsbuffer.suite.rig;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer of another make, in the same group: polls, processes, and commits what it polled, or never commits.
 * Closing it ends its thread, and fails if the thread had failed.
 */
public final class PlainConsumer implements AutoCloseable {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Actor thread;
    private volatile int partitions;
    private volatile boolean closing;

    /** @param process what is done with a record: its partition, and its offset */
    public PlainConsumer(Rig rig, Map<String, String> configuration, boolean commits,
            ObjLongConsumer<TopicPartition> process) {
        Map<String, Object> config = new HashMap<>(configuration);
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, rig.bootstrapServers());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, rig.group);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "10");
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        thread = Actor.start("plain-consumer", () -> run(rig.partition.topic(), commits, process));
    }

    /** How many partitions it had after its last poll. */
    public int partitions() {
        return partitions;
    }

    private void run(String topic, boolean commits, ObjLongConsumer<TopicPartition> process) {
        try (consumer) {
            consumer.subscribe(List.of(topic));
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                    process.accept(new TopicPartition(record.topic(), record.partition()), record.offset());
                }
                partitions = consumer.assignment().size();
                if (commits) {
                    consumer.commitSync();
                }
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        if (!thread.finished(Waiting.LIMIT)) {
            throw new IllegalStateException("the plain consumer did not end; its thread, " + thread.where());
        }
    }
}
