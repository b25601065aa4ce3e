package metricsbuffer.processing;

import static metricsbuffer.metrics.ConsumerCounter.INVALID_MESSAGE_COUNT;
import static metricsbuffer.metrics.ConsumerCounter.PAUSE;
import static metricsbuffer.metrics.ConsumerCounter.RESUME;
import static metricsbuffer.metrics.ConsumerTiming.BACKPRESSURE_TIME;
import static metricsbuffer.metrics.ConsumerTiming.CALLBACK_TIME;
import static metricsbuffer.metrics.ConsumerTiming.JOIN_TIME;
import static metricsbuffer.processing.ScriptedConsumer.partition;
import static metricsbuffer.processing.ScriptedConsumer.partitions;
import static metricsbuffer.processing.ScriptedConsumer.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.testing.ScriptedStrategy;
import metricsbuffer.testing.TestMetrics.Sent;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the strategy, the offsets and the records under way when the assignment changes. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RebalanceTest {

    private final Fixture fixture = new Fixture();
    private final ScriptedConsumer consumer = fixture.consumer;

    @Test
    void finishesAndCommitsBeforePartitionsAreGivenUpAndGoesOnWithTheRest() {
        consumer.assign(0, 1);
        consumer.records(0, 0, 1);
        consumer.records(1, 0);
        consumer.assign(1);
        consumer.step(() -> fixture.events.add("next poll"));

        fixture.run();

        assertThat(fixture.events).startsWith("strategy created",
                "strategy closed", "strategy joined", "committed", "strategy created", "next poll");
        assertThat(consumer.commits.get(0)).hasSize(2);
        assertThat(fixture.strategies.get(1).partitions).isEqualTo(Set.of(partition(1)));
    }

    @Test
    void makesNoStrategyWhenNothingRemains() {
        consumer.assign(0);
        consumer.assign();

        fixture.run();

        assertThat(fixture.strategies).hasSize(1);
    }

    @Test
    void startsANewStrategyForAllPartitionsWhenSomeAreAdded() {
        consumer.assign(0);
        consumer.records(0, 0, 1);
        consumer.assign(0, 1);
        consumer.records(1, 0);

        fixture.run();

        assertThat(fixture.strategies).hasSize(2);
        assertThat(fixture.strategies.get(1).partitions).isEqualTo(Set.of(partition(0), partition(1)));
        assertThat(fixture.strategies.get(1).taken).containsExactly(0L);
    }

    @Test
    void commitsNothingForLostPartitions() {
        consumer.assign(0);
        consumer.records(0, 0, 1);
        consumer.step(() -> consumer.losePartitions(partitions(0)));

        try (LogCapture log = new LogCapture(Rebalance.class)) {
            fixture.run();
            assertThat(log.lines()).contains("WARN Lost: [words-0]");
        }

        assertThat(fixture.events).startsWith("strategy created", "strategy terminated")
                .doesNotContain("committed", "strategy joined");
    }

    @Test
    void consumesAgainWhatALostPartitionTookWithIt() {
        fixture.onCreate = this::holdFromOffset1OnInTheFirst;
        consumer.assign(0, 1);
        consumer.records(1, 0, 1);
        consumer.step(() -> consumer.losePartitions(partitions(0)));
        consumer.records(1, 1);

        fixture.run();

        assertThat(fixture.strategies.get(1).partitions).isEqualTo(Set.of(partition(1)));
        assertThat(fixture.strategies.get(1).taken).containsExactly(1L);
        assertThat(consumer.committed(1)).isEqualTo(2);
    }

    @Test
    void keepsTheLeaderEpochOfTheRecordWhereItCommitsAndWhereItGoesBackTo() {
        fixture.onCreate = this::holdFromOffset1OnInTheFirst;
        consumer.assign(0, 1, 2);
        consumer.records(1, 0, 1);
        consumer.records(2, 5); // not done
        consumer.step(() -> consumer.losePartitions(partitions(0)));
        consumer.records(2, 5);

        fixture.run();

        assertThat(consumer.seeks).containsExactlyInAnyOrder(next(1), next(5));
        assertThat(consumer.commits.get(0)).isEqualTo(Map.of(partition(1), next(1), partition(2), next(6)));
    }

    @Test
    void consumesAgainWhatWasNotDoneInTimeOfPartitionsThatStay() {
        fixture.onCreate = strategy -> {
            holdFromOffset1OnInTheFirst(strategy);
            strategy.onJoin = () -> fixture.strategies.size() > 1;
        };
        consumer.assign(0, 1);
        consumer.records(1, 0, 1);
        consumer.assign(1);
        consumer.records(1, 1);

        try (LogCapture log = new LogCapture(ActiveStrategy.class)) {
            fixture.run();
            assertThat(log.lines()).singleElement().asString().startsWith("WARN The strategy did not finish within ");
        }

        assertThat(fixture.strategies.get(1).partitions).isEqualTo(Set.of(partition(1)));
        assertThat(fixture.strategies.get(1).taken).containsExactly(1L);
        assertThat(consumer.committed(1)).isEqualTo(2);
    }

    @Test
    void leavesAPartitionWhereItIsIfNothingOfItHasBeenPolled() {
        consumer.assign(0, 1);
        consumer.step(() -> consumer.losePartitions(partitions(0)));
        consumer.records(1, 0);

        fixture.run();

        assertThat(fixture.strategies.get(1).taken).containsExactly(0L);
    }

    @Test
    void setsAsideWhatTurnsOutInvalidWhileJoiningAndGoesOnJoining() {
        AtomicInteger joins = new AtomicInteger();
        fixture.onCreate = strategy -> strategy.onJoin = () -> {
            if (joins.incrementAndGet() == 1) {
                throw new InvalidMessageException(record(0, 0), "found out while joining");
            }
            return true;
        };
        consumer.assign(0);
        consumer.assign();

        fixture.run();

        assertThat(joins).hasValue(2);
        assertThat(fixture.strategy().skipped).containsExactly(0L);
        assertThat(fixture.deadLetters()).containsExactly((byte) 0);
        assertThat(fixture.recorder.total(INVALID_MESSAGE_COUNT)).isEqualTo(1);
        assertThat(fixture.recorder.recorded(JOIN_TIME)).isTrue();
    }

    @Test
    void dropsACarriedOverRecordWithItsPartitionAndResumesTheRest() {
        fixture.onCreate = this::rejectInTheFirst;
        consumer.assign(0, 1);
        consumer.records(0, 0, 1);
        consumer.assign(1); // polled while paused
        consumer.records(1, 5);

        fixture.run();

        assertThat(fixture.strategies.get(1).taken).containsExactly(5L);
        assertThat(consumer.paused()).isEmpty();
        assertThat(fixture.recorder.total(PAUSE)).isEqualTo(1);
        assertThat(fixture.recorder.total(RESUME)).isEqualTo(1);
        assertThat(fixture.recorder.total(BACKPRESSURE_TIME)).isEqualTo(Fixture.THRESHOLD.toNanos());
    }

    @Test
    void keepsACarriedOverRecordWhosePartitionStaysAndPausesThoseThatAreAdded() {
        fixture.onCreate = this::rejectInTheFirst;
        consumer.assign(0);
        consumer.records(0, 0, 1);
        consumer.step(() -> {
            consumer.rebalance(partitions(0, 1));
            assertThat(consumer.paused()).isEqualTo(new HashSet<>(partitions(0, 1)));
        });

        fixture.run();

        assertThat(fixture.strategies.get(1).partitions).isEqualTo(Set.of(partition(0), partition(1)));
        assertThat(fixture.strategies.get(1).taken).as("from the record that is carried over").containsExactly(0L, 1L);
        assertThat(consumer.paused()).isEmpty();
        assertThat(fixture.recorder.total(PAUSE)).isEqualTo(1);
        assertThat(fixture.recorder.total(RESUME)).isEqualTo(1);
    }

    @Test
    void tellsTheBackendDirectly() {
        consumer.assign(0, 1);
        consumer.assign(1);
        consumer.step(() -> consumer.losePartitions(partitions(1)));

        fixture.run();

        assertThat(fixture.metrics.sum("arroyo.consumer.partitions_assigned.count")).isEqualTo(2);
        assertThat(fixture.metrics.sum("arroyo.consumer.partitions_revoked.count")).isEqualTo(2);
        // The consumer tells of the assignment after that, too, though nothing is added: not a callback to be timed.
        assertThat(fixture.metrics.sent("arroyo.consumer.run.callback")).extracting(Sent::tags).containsExactly(
                List.of("callback_name:on_partitions_assigned"),
                List.of("callback_name:on_partitions_revoked"),
                List.of("callback_name:on_partitions_lost"));
        assertThat(fixture.metrics.sent("arroyo.consumer.run.create_strategy")).hasSize(2);
        assertThat(fixture.metrics.sent("arroyo.consumer.run.close_strategy")).hasSize(1);
        assertThat(fixture.recorder.recorded(CALLBACK_TIME)).isTrue();
    }

    private static OffsetAndMetadata next(long offset) {
        return new OffsetAndMetadata(offset, Optional.of(ScriptedConsumer.EPOCH), "");
    }

    /** The first strategy never finishes the records from offset 1 on. */
    private void holdFromOffset1OnInTheFirst(ScriptedStrategy strategy) {
        if (fixture.strategies.size() == 1) {
            strategy.onTaken = record -> {
                if (record.offset() < 1) {
                    strategy.done(record);
                }
            };
        }
    }

    /** The first strategy rejects everything; the second time, the threshold has passed. */
    private void rejectInTheFirst(ScriptedStrategy strategy) {
        if (fixture.strategies.size() == 1) {
            AtomicInteger rejections = new AtomicInteger();
            strategy.onSubmit = record -> {
                if (rejections.incrementAndGet() == 2) {
                    fixture.clock.advance(Fixture.THRESHOLD);
                }
                throw new MessageRejectedException();
            };
        }
    }
}
