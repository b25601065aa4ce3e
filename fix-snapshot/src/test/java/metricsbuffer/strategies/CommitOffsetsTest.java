package metricsbuffer.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metricsbuffer.processing.Commit;
import metricsbuffer.testing.FailingMetrics;
import metricsbuffer.testing.ManualClock;
import metricsbuffer.testing.TestMetrics;
import metricsbuffer.testing.TestMetrics.Sent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class CommitOffsetsTest {

    private static final Instant NOW = Instant.parse("2026-01-27T12:00:00Z");

    private record Committed(Map<TopicPartition, OffsetAndMetadata> offsets, boolean force) {}

    private final List<Committed> committed = new ArrayList<>();
    private final Commit commit = (offsets, force) -> committed.add(new Committed(offsets, force));
    private final TestMetrics metrics = new TestMetrics();
    private final ManualClock clock = new ManualClock();
    private final CommitOffsets strategy = new CommitOffsets(commit, metrics, clock, InstantSource.fixed(NOW));

    @Test
    void stagesTheOffsetAfterEachRecord() {
        strategy.submit(Records.record(3, 41));
        strategy.skip(Records.record(3, 42));

        assertThat(committed).containsExactly(staged(42), staged(43));
    }

    @Test
    void stagesTheLeaderEpochOfTheRecord() {
        strategy.submit(written(NOW, Optional.of(7)));

        assertThat(committed).containsExactly(new Committed(
                Map.of(new TopicPartition("words", 0), new OffsetAndMetadata(1, Optional.of(7), "")), false));
    }

    @Test
    void letsWhatIsStagedBeCommittedWhenNoRecordsCome() {
        strategy.poll();

        assertThat(committed).containsExactly(new Committed(Map.of(), false));
    }

    @Test
    void commitsWhatIsStagedWhenItEnds() {
        strategy.close();

        assertThat(strategy.join(Duration.ZERO)).isTrue();
        assertThat(committed).containsExactly(new Committed(Map.of(), true));
    }

    @Test
    void commitsNothingWhenItIsTerminated() {
        strategy.terminate();

        assertThat(committed).isEmpty();
    }

    @Test
    void reportsTheLatencyAtMostOnceASecond() {
        strategy.submit(written(NOW.minusMillis(250)));
        strategy.submit(written(NOW.minusMillis(300)));
        clock.advance(Duration.ofMillis(999));
        strategy.submit(written(NOW.minusMillis(350)));
        clock.advance(Duration.ofMillis(1));
        strategy.submit(written(NOW.minusMillis(400)));

        assertThat(latencies()).containsExactly(Duration.ofMillis(250).toNanos(), Duration.ofMillis(400).toNanos());
    }

    @Test
    void reportsNoLatencyBelowZeroAndNoneWithoutATimestamp() {
        strategy.submit(Records.record(0));
        strategy.submit(written(NOW.plusSeconds(1)));

        assertThat(latencies()).containsExactly(0L);
    }

    @Test
    void aRecordIsDoneThoughItsLatencyIsRefused() {
        CommitOffsets refused = new CommitOffsets(commit, new FailingMetrics(), clock, InstantSource.fixed(NOW));

        refused.submit(written(NOW));

        assertThat(committed).hasSize(1);
    }

    private List<Long> latencies() {
        return metrics.sent("arroyo.consumer.latency").stream().map(Sent::value).toList();
    }

    private static Committed staged(long offset) {
        return new Committed(Map.of(new TopicPartition("words", 3), new OffsetAndMetadata(offset)), false);
    }

    private static ConsumerRecord<byte[], byte[]> written(Instant timestamp) {
        return written(timestamp, Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> written(Instant timestamp, Optional<Integer> leaderEpoch) {
        return new ConsumerRecord<>("words", 0, 0, timestamp.toEpochMilli(), TimestampType.CREATE_TIME, 0, 0,
                null, new byte[0], new RecordHeaders(), leaderEpoch);
    }
}
