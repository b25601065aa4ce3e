package metricsbuffer.processing;

import static metricsbuffer.processing.ScriptedConsumer.partitions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import metricsbuffer.suite.support.LogCapture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The end of a run in the middle of a rebalance. No commit is taken then, and only a poll leads to the end of it, so
 * what is staged is committed after a few more polls, or not at all.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndInARebalanceTest {

    private final Fixture fixture = new Fixture();
    private final ScriptedConsumer consumer = fixture.consumer;
    private final StreamProcessor processor = fixture.processor();
    private Runnable end = processor::signalShutdown;

    @BeforeEach
    void aRecordIsDoneAndARebalanceBegins() {
        consumer.assign(0, 1);
        consumer.records(0, 0);
        consumer.step(() -> {
            consumer.rebalancing = true;
            end.run();
        });
    }

    @Test
    void commitsWhenTheRebalanceIsOver() {
        consumer.nothing(3);
        consumer.step(this::rebalanceIsOver);

        processor.run();

        assertThat(consumer.committed(0)).isEqualTo(1);
        assertThat(fixture.events).endsWith("strategy closed", "strategy joined", "committed",
                "consumer closed", "factory shut down", "dead letters closed", "flush");
    }

    @Test
    void commitsAfterAFailureToo() {
        IllegalStateException fatal = new IllegalStateException("polling failed for good");
        end = () -> {
            throw fatal;
        };
        consumer.step(this::rebalanceIsOver);

        assertThatThrownBy(processor::run).isSameAs(fatal);

        assertThat(consumer.committed(0)).isEqualTo(1);
    }

    @Test
    void commitsBeforeThePartitionMovesOn() {
        consumer.step(() -> {
            rebalanceIsOver();
            consumer.rebalance(partitions(1));
        });

        processor.run();

        assertThat(consumer.committed(0)).isEqualTo(1);
    }

    @Test
    void endsTheStrategyThatTheRebalanceBeganAndTakesNoRecord() {
        consumer.step(() -> {
            rebalanceIsOver();
            consumer.rebalance(partitions(0, 1, 2));
            consumer.addRecord(ScriptedConsumer.record(2, 0));
        });

        processor.run();

        assertThat(fixture.strategies).hasSize(2);
        assertThat(fixture.strategies.get(1).taken).isEmpty();
        assertThat(fixture.events).containsSubsequence("strategy created", "committed", "strategy created",
                "strategy terminated", "consumer closed");
        assertThat(consumer.committed(0)).isEqualTo(1);
    }

    @Test
    void givesUpSoonIfTheRebalanceGoesOn() {
        try (LogCapture log = new LogCapture(Rebalance.class)) {
            processor.run();
            assertThat(log.lines()).last().asString().startsWith("WARN A rebalance goes on").contains("done again");
        }

        assertThat(consumer.commits).isEmpty();
        assertThat(consumer.pollTimeouts.stream().skip(3).mapToLong(timeout -> timeout.toMillis()).sum())
                .as("ms of polls after the end").isEqualTo(2_000);
        assertThat(consumer.closeTimeout).hasSeconds(3);
    }

    @Test
    void commitsNothingOfAPartitionThatIsLostMeanwhile() {
        consumer.step(() -> {
            rebalanceIsOver();
            consumer.losePartitions(partitions(0));
        });

        processor.run();

        assertThat(consumer.commits).isEmpty();
    }

    @Test
    void failsIfACallbackFailsMeanwhile() {
        IllegalStateException bug = new IllegalStateException("a bug in a factory");
        consumer.step(() -> {
            fixture.onCreate = strategy -> {
                throw bug;
            };
            consumer.rebalance(partitions(0, 1, 2));
        });

        assertThatThrownBy(processor::run).hasCause(bug);

        assertThat(fixture.events).endsWith("consumer closed", "factory shut down", "dead letters closed", "flush");
    }

    private void rebalanceIsOver() {
        consumer.rebalancing = false;
    }
}
