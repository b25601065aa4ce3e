package metricsbuffer.app;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import metricsbuffer.metrics.AgentAddress;
import metricsbuffer.processing.DeadLetterPolicy;
import metricsbuffer.processing.ProcessorOptions;

/**
 * What a {@link ConsumerRuntime} is put together from. Immutable.
 *
 * @param bootstrapServers host:port of brokers, separated by commas
 * @param topic the topic to consume
 * @param group the consumer group
 * @param deadLetterTopic where invalid records go; if empty, they are dropped
 * @param deadLetterPolicy what if they cannot be delivered there, and how many there may be; of no account without a
 *     dead-letter topic
 * @param consumerConfig further settings of the Kafka consumer. Those that say how to connect (security, SASL,
 *     TLS) hold for the dead-letter producer, too. Their values may be secrets, and are in no message
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
        DeadLetterPolicy deadLetterPolicy,
        Map<String, String> consumerConfig,
        Optional<AgentAddress> agent,
        Duration flushInterval,
        int workers,
        ProcessorOptions options) {

    /** Settings of the Kafka consumer that are not free, and why. */
    private static final Map<String, String> FIXED = Map.of(
            "bootstrap.servers", "the brokers are named elsewhere",
            "group.id", "the group is named elsewhere",
            "enable.auto.commit", "offsets are committed once their records are done",
            "key.deserializer", "keys are bytes here",
            "value.deserializer", "values are bytes here");

    /** How long Kafka lets a consumer go without a poll, unless it is told otherwise. */
    private static final String DEFAULT_MAX_POLL_INTERVAL_MILLIS = "300000";

    /**
     * @throws IllegalArgumentException if {@code consumerConfig} has a setting that is not free, or if polled
     *     records may wait for so long without a poll that the consumer is thrown out of its group
     */
    public ConsumerSettings {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(deadLetterTopic, "deadLetterTopic");
        Objects.requireNonNull(deadLetterPolicy, "deadLetterPolicy");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(flushInterval, "flushInterval");
        Objects.requireNonNull(options, "options");
        consumerConfig = Map.copyOf(consumerConfig);
        for (String key : consumerConfig.keySet()) {
            whyFixed(key).ifPresent(why -> {
                throw new IllegalArgumentException("consumerConfig: " + key + " cannot be set here: " + why);
            });
        }
        long maxPollInterval = maxPollInterval(consumerConfig).orElse(Long.MAX_VALUE);
        if (options.backpressureThreshold().toMillis() >= maxPollInterval) {
            throw new IllegalArgumentException("the backpressure threshold, "
                    + options.backpressureThreshold().toMillis() + " ms, must be shorter than max.poll.interval.ms, "
                    + maxPollInterval + ": until it is over the consumer is not polled, and would be thrown out of its"
                    + " group");
        }
    }

    /** Why a setting of the Kafka consumer is not free, or empty if it is. */
    static Optional<String> whyFixed(String name) {
        return Optional.ofNullable(FIXED.get(name));
    }

    /** How long Kafka lets the consumer go without a poll, in ms; empty if what the settings say is no number. */
    static OptionalLong maxPollInterval(Map<String, String> consumerConfig) {
        try {
            return OptionalLong.of(Long.parseLong(
                    consumerConfig.getOrDefault("max.poll.interval.ms", DEFAULT_MAX_POLL_INTERVAL_MILLIS).strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty(); // Kafka says so better
        }
    }

    /** Without the values of {@code consumerConfig}. */
    @Override
    public String toString() {
        return "ConsumerSettings[bootstrapServers=" + bootstrapServers + ", topic=" + topic + ", group=" + group
                + ", deadLetterTopic=" + deadLetterTopic + ", deadLetterPolicy=" + deadLetterPolicy
                + ", consumerConfig=" + consumerConfig.keySet()
                + ", agent=" + agent + ", flushInterval=" + flushInterval + ", workers=" + workers
                + ", options=" + options + "]";
    }
}
