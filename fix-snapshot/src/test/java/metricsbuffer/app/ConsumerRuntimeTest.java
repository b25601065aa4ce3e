package metricsbuffer.app;

import static metricsbuffer.suite.support.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import metricsbuffer.metrics.AgentAddress;
import metricsbuffer.processing.DeadLetterPolicy;
import metricsbuffer.processing.ProcessorOptions;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can be seen of the assembly without a broker. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConsumerRuntimeTest {

    @Test
    void closesWhatItHasOpenedWhenTheRestCannotBeOpened() {
        Set<Thread> before = threads();

        assertThatThrownBy(() -> new ConsumerRuntime(settings(Map.of("max.poll.records", "none")), record -> {}))
                .isInstanceOf(ConfigException.class).hasMessageContaining("max.poll.records");

        // Closed they are, but some clients say so a moment before their last thread is gone.
        await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    @Test
    void refusesSettingsThatTheConsumerNeedsForItself() {
        assertThatThrownBy(() -> settings(Map.of("group.id", "another")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("group.id");
    }

    private static ConsumerSettings settings(Map<String, String> consumerConfig) {
        return new ConsumerSettings("127.0.0.1:9092", "words", "counters", Optional.of("dead-letters"),
                DeadLetterPolicy.LOSE_NOTHING, consumerConfig, Optional.of(new AgentAddress.Udp("127.0.0.1", 8125)),
                Duration.ofSeconds(1), 2, ProcessorOptions.DEFAULTS);
    }

    /** The threads of a kind that a consumer starts. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(metrics-clock|StatsD|dogstatsd-hand-over|kafka-producer|worker-).*"))
                .collect(Collectors.toSet());
    }
}
