package metricsbuffer.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import metricsbuffer.processing.DeadLetterPolicy.OnFailure;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the Kafka clients of a consumer, all of which connect in the same way. Immutable. */
final class KafkaClients {

    /** How the names of the settings begin that say how to connect; those of config.providers say where secrets are. */
    private static final List<String> CONNECTION =
            List.of("security.", "sasl.", "ssl.", "config.providers", "client.dns.lookup", "socket.connection.setup.");

    /** How the names of settings begin that are for plug-ins, and not the consumer's own. */
    private static final List<String> PLUG_INS = List.of("config.providers.", "metrics.context.");

    private final ConsumerSettings settings;

    KafkaClients(ConsumerSettings settings) {
        this.settings = settings;
    }

    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>();
        // A group that has committed nothing yet begins at the beginning, unless the settings say otherwise.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A mistyped name is not to become a topic.
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        config.putAll(settings.consumerConfig());
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        // The processor commits, once a record is done.
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Names among the settings that the consumer does not know. A plug-in may, or it is a typing mistake. */
    Set<String> unknownToConsumer() {
        Set<String> unknown = new TreeSet<>(settings.consumerConfig().keySet());
        unknown.removeAll(ConsumerConfig.configNames());
        unknown.removeIf(key -> beginsWithOneOf(PLUG_INS, key));
        return unknown;
    }

    /** A producer that holds up the consumer thread for less than by default. */
    Producer<byte[], byte[]> deadLetterProducer() {
        Map<String, Object> config = connection();
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        if (settings.deadLetterPolicy().onFailure() == OnFailure.DROP) {
            // Nothing ends when this is over, but the partition waits for it with its commits. Otherwise the run ends,
            // and Kafka's two minutes are better: they outlast the restart of a broker.
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "20000");
        }
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @param timeout after which a request fails */
    Admin admin(Duration timeout) {
        Map<String, Object> config = connection();
        String millis = Long.toString(timeout.toMillis());
        config.put(AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, "1000"); // each attempt logs a warning
        config.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        return Admin.create(config);
    }

    private Map<String, Object> connection() {
        Map<String, Object> config = new HashMap<>();
        settings.consumerConfig().forEach((key, value) -> {
            if (beginsWithOneOf(CONNECTION, key)) {
                config.put(key, value);
            }
        });
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        return config;
    }

    private static boolean beginsWithOneOf(List<String> beginnings, String key) {
        return beginnings.stream().anyMatch(key::startsWith);
    }
}
