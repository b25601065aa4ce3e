package metricsbuffer.suite.system;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import metricsbuffer.suite.port.ConsumerSpec.Task;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer of another make, in the same group: polls, does the task, and commits what it polled, or never commits.
 * Closing it ends its thread, and fails if the thread had failed.
 */
final class PlainConsumer implements AutoCloseable {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile int partitions;
    private volatile boolean closing;
    private volatile Throwable failure;

    PlainConsumer(Stage stage, Map<String, String> configuration, boolean commits, Task task) {
        Map<String, Object> config = new HashMap<>(configuration);
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stage.bootstrapServers());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, stage.group);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "10");
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        thread = new Thread(() -> run(stage.partition.topic(), commits, task), "plain-consumer");
        thread.start();
    }

    /** How many partitions it had after its last poll. */
    int partitions() {
        return partitions;
    }

    private void run(String topic, boolean commits, Task task) {
        try (consumer) {
            consumer.subscribe(List.of(topic));
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                    task.process(record.topic(), record.partition(), record.offset(), record.key(), record.value());
                }
                partitions = consumer.assignment().size();
                if (commits) {
                    consumer.commitSync();
                }
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(Patience.LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive() || failure != null) {
            throw new IllegalStateException("the plain consumer failed, or did not end", failure);
        }
    }
}
