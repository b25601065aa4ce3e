package metricsbuffer.suite.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmbeddedKafkaIT {

    @Test
    void aBrokerRestartsWithItsPortAndDataAndLeavesNothing() throws Exception {
        Set<String> threadsBefore = threads();
        Path data;

        try (EmbeddedKafka kafka = new EmbeddedKafka()) {
            data = kafka.data();
            String address = kafka.bootstrapServers();
            kafka.createTopic("records", 3);
            write(kafka, "records", 100);

            kafka.stop();
            kafka.restart();

            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            write(kafka, "records", 100);
            assertThat(end(kafka, "records", 3)).isEqualTo(200);
        }

        assertThat(data).doesNotExist();
        // The last threads are told to end, and nobody waits for them.
        await().pollInSameThread().atMost(Duration.ofSeconds(10)).untilAsserted(
                () -> assertThat(threads()).isSubsetOf(threadsBefore));
    }

    @Test
    void aTopicCanBeWrittenAsSoonAsItIsCreated() throws Exception {
        try (EmbeddedKafka kafka = new EmbeddedKafka()) {
            for (int i = 0; i < 5; i++) {
                kafka.createTopic("fresh-" + i, 4);
                write(kafka, "fresh-" + i, 50);
            }
        }
    }

    private static void write(EmbeddedKafka kafka, String topic, int records) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers(),
                "delivery.timeout.ms", 30_000, "request.timeout.ms", 10_000, "linger.ms", 0);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = IntStream.range(0, records)
                    .mapToObj(i -> producer.send(new ProducerRecord<>(topic, "key " + i, "value"))).toList();
            for (Future<RecordMetadata> future : sent) {
                future.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static long end(EmbeddedKafka kafka, String topic, int partitions) throws Exception {
        try (Admin admin = kafka.newAdmin()) {
            return admin.listOffsets(IntStream.range(0, partitions).boxed().collect(Collectors.toMap(
                    partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest())))
                    .all().get(30, TimeUnit.SECONDS).values().stream().mapToLong(end -> end.offset()).sum();
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(thread -> thread.getId() + " " + thread.getName())
                .collect(Collectors.toSet());
    }
}
