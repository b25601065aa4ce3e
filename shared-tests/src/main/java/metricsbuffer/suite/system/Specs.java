package metricsbuffer.suite.system;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import metricsbuffer.suite.port.ConsumerSpec;
import metricsbuffer.suite.port.ConsumerSpec.Tap;
import metricsbuffer.suite.port.ConsumerSpec.Task;

/**
 * Puts a {@link ConsumerSpec} together. What is not set is as quiet as can be: no detector, no pool, no dead-letter
 * topic, and an interval so long that the buffer is flushed only where a scenario has it flushed.
 */
public final class Specs {

    /** Longer than any scenario. */
    public static final Duration NEVER = Duration.ofHours(1);

    private String bootstrapServers;
    private final SocketAddress dogStatsD;
    private String topic;
    private String group;
    private String deadLetterTopic;
    private Map<String, String> consumerConfig = Map.of();
    private Duration flushInterval = NEVER;
    private Duration stuckTimeout;
    private Duration commitInterval = Duration.ofMillis(50);
    private Duration backpressureThreshold = Duration.ofSeconds(5);
    private int poolSize;

    public Specs(String bootstrapServers, SocketAddress dogStatsD) {
        this.bootstrapServers = bootstrapServers;
        this.dogStatsD = dogStatsD;
    }

    public Specs topic(String topic, String group) {
        this.topic = topic;
        this.group = group;
        return this;
    }

    public Specs bootstrapServers(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        return this;
    }

    public Specs deadLetterTopic(String deadLetterTopic) {
        this.deadLetterTopic = deadLetterTopic;
        return this;
    }

    public Specs consumerConfig(Map<String, String> consumerConfig) {
        this.consumerConfig = consumerConfig;
        return this;
    }

    Map<String, String> consumerConfig() {
        return consumerConfig;
    }

    public Specs flushInterval(Duration flushInterval) {
        this.flushInterval = flushInterval;
        return this;
    }

    public Specs stuckTimeout(Duration stuckTimeout) {
        this.stuckTimeout = stuckTimeout;
        return this;
    }

    public Specs commitInterval(Duration commitInterval) {
        this.commitInterval = commitInterval;
        return this;
    }

    public Specs backpressureThreshold(Duration backpressureThreshold) {
        this.backpressureThreshold = backpressureThreshold;
        return this;
    }

    public Specs poolSize(int poolSize) {
        this.poolSize = poolSize;
        return this;
    }

    public ConsumerSpec build(Task task, Tap tap) {
        return new ConsumerSpec(bootstrapServers, topic, group, deadLetterTopic, consumerConfig, dogStatsD,
                flushInterval, stuckTimeout, Duration.ofSeconds(25), commitInterval, backpressureThreshold, poolSize,
                task, tap);
    }
}
