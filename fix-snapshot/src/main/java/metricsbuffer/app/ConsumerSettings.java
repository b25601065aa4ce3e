package metricsbuffer.app;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import metricsbuffer.metrics.AgentAddress;
import metricsbuffer.processing.ProcessorOptions;

/**
 * What a {@link ConsumerRuntime} is put together from. Immutable.
 *
 * @param bootstrapServers host:port of brokers, separated by commas
 * @param topic the topic to consume
 * @param group the consumer group
 * @param deadLetterTopic where invalid records go; if empty, they are dropped
 * @param consumerConfig further settings of the Kafka consumer. Those that say how to connect (security, SASL,
 *     TLS) hold for the dead-letter producer, too
 * @param agent where metrics go; if empty, they are dropped
 * @param flushInterval how long totals are added up before they are sent
 * @param workers how many threads process records, or 0 for the consumer thread
 * @param options how the processor behaves
 */
public record ConsumerSettings(
        String bootstrapServers,
        String topic,
        String group,
        Optional<String> deadLetterTopic,
        Map<String, String> consumerConfig,
        Optional<AgentAddress> agent,
        Duration flushInterval,
        int workers,
        ProcessorOptions options) {

    /** Settings of the Kafka consumer that are not free: offsets are committed by the processor, and so on. */
    private static final Set<String> FIXED = Set.of("bootstrap.servers", "group.id", "enable.auto.commit",
            "key.deserializer", "value.deserializer");

    /** @throws IllegalArgumentException if {@code consumerConfig} has a setting that is not free */
    public ConsumerSettings {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(deadLetterTopic, "deadLetterTopic");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(flushInterval, "flushInterval");
        Objects.requireNonNull(options, "options");
        consumerConfig = Map.copyOf(consumerConfig);
        for (String key : consumerConfig.keySet()) {
            if (FIXED.contains(key)) {
                throw new IllegalArgumentException("consumerConfig: " + key + " cannot be set here");
            }
        }
    }
}
