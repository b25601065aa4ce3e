package metricsbuffer.processing;

import static metricsbuffer.metrics.ConsumerCounter.DLQ_DROPPED_MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import metricsbuffer.processing.DeadLetterPolicy.OnFailure;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.suite.support.Waiting;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run commits while dead letters are under way, and how it ends when one cannot be delivered. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadLettersTest {

    private final Fixture fixture = new Fixture(false);
    private final ScriptedConsumer consumer = fixture.consumer;

    @BeforeEach
    void commitAtOnce() {
        fixture.commitPolicy = CommitPolicy.every(Duration.ZERO);
    }

    @Test
    void commitsUpToADeadLetterUntilItIsAcknowledged() {
        invalid(1);
        consumer.assign(0);
        consumer.records(0, 0, 1, 2, 3);
        consumer.step(() -> {
            assertThat(fixture.strategy().taken).as("goes on meanwhile").containsExactly(0L, 2L, 3L);
            assertThat(consumer.committed(0)).isEqualTo(1);
            fixture.producer.completeNext();
        });
        consumer.nothing(1);
        consumer.step(() -> assertThat(consumer.committed(0)).isEqualTo(4));

        fixture.run();

        assertThat(consumer.committed(0)).isEqualTo(4);
        assertThat(fixture.recorder.total(DLQ_DROPPED_MESSAGES)).isZero();
    }

    @Test
    void endsWhenADeadLetterIsNotDeliveredAndCommitsNothingAboveIt() {
        TimeoutException noBroker = new TimeoutException("no broker");
        invalid(1);
        consumer.assign(0);
        consumer.records(0, 0, 1, 2);
        consumer.step(() -> fixture.producer.errorNext(noBroker));
        consumer.records(0, 3);

        assertThatThrownBy(fixture::run).hasMessageContaining("words-0@1").hasCause(noBroker);

        assertThat(fixture.strategy().taken).containsExactly(0L, 2L);
        assertThat(consumer.committed(0)).isEqualTo(1);
        assertThat(fixture.recorder.total(DLQ_DROPPED_MESSAGES)).isEqualTo(1);
        assertThat(fixture.events).endsWith("consumer closed", "factory shut down", "dead letters closed", "flush");
    }

    @Test
    void endsWhenTheProducerRefusesADeadLetter() {
        TimeoutException noTopic = new TimeoutException("Topic dead-letters not present in metadata after 5000 ms.");
        fixture.producer.sendException = noTopic;
        invalid(1);
        consumer.assign(0);
        consumer.records(0, 0, 1, 2);

        assertThatThrownBy(fixture::run).hasMessageContaining("words-0@1").hasCause(noTopic);

        assertThat(fixture.strategy().taken).as("nothing more is taken").containsExactly(0L);
        assertThat(consumer.committed(0)).isEqualTo(1);
        assertThat(fixture.recorder.total(DLQ_DROPPED_MESSAGES)).isEqualTo(1);
    }

    @Test
    void endsWhenADeadLetterFailsWhileTheEndWaitsForIt() {
        TimeoutException noBroker = new TimeoutException("no broker");
        invalid(1);
        consumer.assign(0);
        consumer.records(0, 0, 1, 2);
        consumer.step(() -> fixture.strategy().onJoin = () -> fixture.producer.errorNext(noBroker));

        assertThatThrownBy(fixture::run).isInstanceOf(DeadLetterException.class).hasCause(noBroker);

        assertThat(consumer.committed(0)).isEqualTo(1);
        assertThat(fixture.events).endsWith("consumer closed", "factory shut down", "dead letters closed", "flush");
    }

    @Test
    void endsInOrderWhenADeadLetterIsNotAcknowledgedInTime() {
        fixture.joinTimeout = Duration.ofMillis(20);
        consumer.revokesWhenClosed = true;
        invalid(1);
        consumer.assign(0);
        consumer.records(0, 0, 1, 2);

        try (LogCapture log = new LogCapture(DeadLetterQueue.class)) {
            fixture.run();
            assertThat(log.lines()).as("waits once").filteredOn(line -> line.contains("not acknowledged within"))
                    .hasSize(1);
        }

        assertThat(consumer.committed(0)).as("it will be consumed again").isEqualTo(1);
    }

    @Test
    void waitsForItWhenItsPartitionIsRevoked() {
        invalid(1);
        consumer.assign(0, 1);
        consumer.records(0, 0, 1, 2);
        consumer.step(() -> {
            Actor broker = acknowledgesWhenTheLoopWaits();
            consumer.rebalance(ScriptedConsumer.partitions(1));
            assertThat(consumer.committed(0)).isEqualTo(3);
            assertThat(broker.finished(Waiting.LIMIT)).isTrue();
        });

        fixture.run();
    }

    @Test
    void waitsForItAtTheEnd() {
        invalid(1);
        consumer.assign(0);
        consumer.records(0, 0, 1, 2);
        consumer.step(this::acknowledgesWhenTheLoopWaits);

        fixture.run();

        assertThat(consumer.committed(0)).isEqualTo(3);
    }

    @Test
    void waitsForItAfterAFailureToo() {
        IllegalStateException bug = new IllegalStateException("a bug in a strategy");
        invalid(1);
        consumer.assign(0);
        consumer.records(0, 0, 1, 2);
        consumer.step(() -> {
            acknowledgesWhenTheLoopWaits();
            fixture.strategy().onPoll = () -> {
                throw bug;
            };
        });

        assertThatThrownBy(fixture::run).isSameAs(bug);

        assertThat(consumer.committed(0)).isEqualTo(3);
    }

    @Test
    void givesUpAPartitionBelowADeadLetterThatIsNotAcknowledgedInTime() {
        fixture.joinTimeout = Duration.ofMillis(20);
        invalid(1);
        consumer.assign(0, 1);
        consumer.records(0, 0, 1, 2);
        consumer.assign(1);
        consumer.step(() -> {
            assertThat(consumer.committed(0)).isEqualTo(1);
            fixture.producer.errorNext(new TimeoutException("no broker"));
        });
        consumer.records(1, 0);

        fixture.run();

        assertThat(fixture.recorder.total(DLQ_DROPPED_MESSAGES)).isEqualTo(1);
        assertThat(consumer.committed(0)).as("whoever has it now finds the record invalid again").isEqualTo(1);
        assertThat(consumer.committed(1)).as("the run goes on").isEqualTo(1);
    }

    @Test
    void goesOnWhenADeadLetterOfALostPartitionFails() {
        invalid(1);
        consumer.assign(0, 1);
        consumer.records(0, 0, 1);
        consumer.step(() -> consumer.losePartitions(ScriptedConsumer.partitions(0)));
        consumer.step(() -> fixture.producer.errorNext(new TimeoutException("no broker")));
        consumer.records(1, 0);

        fixture.run();

        assertThat(consumer.committed(1)).isEqualTo(1);
    }

    @Test
    void endsWhenADeadLetterFailsInARebalance() {
        TimeoutException noBroker = new TimeoutException("no broker");
        invalid(1);
        consumer.assign(0, 1);
        consumer.records(0, 0, 1, 2);
        consumer.step(() -> {
            fixture.strategy().onJoin = () -> fixture.producer.errorNext(noBroker);
            consumer.rebalance(ScriptedConsumer.partitions(1));
        });
        consumer.records(1, 0);

        assertThatThrownBy(fixture::run).isInstanceOf(DeadLetterException.class).hasCause(noBroker);

        assertThat(consumer.committed(0)).isEqualTo(1);
    }

    @Test
    void goesOnWithoutADeadLetterThatFailsWhereThatIsSet() {
        fixture.deadLetterPolicy = new DeadLetterPolicy(OnFailure.DROP, OptionalDouble.empty(), OptionalLong.empty());
        invalid(1);
        consumer.assign(0);
        consumer.records(0, 0, 1, 2);
        consumer.step(() -> {
            assertThat(consumer.committed(0)).as("it may still be delivered").isEqualTo(1);
            fixture.producer.errorNext(new TimeoutException("no broker"));
        });
        consumer.nothing(1);
        consumer.step(() -> assertThat(consumer.committed(0)).isEqualTo(3));
        consumer.records(0, 3);

        fixture.run();

        assertThat(consumer.committed(0)).isEqualTo(4);
        assertThat(fixture.recorder.total(DLQ_DROPPED_MESSAGES)).isEqualTo(1);
    }

    @Test
    void endsWithOneInvalidRecordTooMany() {
        fixture.deadLetterPolicy = new DeadLetterPolicy(OnFailure.FAIL, OptionalDouble.empty(), OptionalLong.of(2));
        invalid(1, 2, 4, 5, 6);
        consumer.assign(0);
        consumer.records(0, 0, 1, 2, 3, 4, 5);
        consumer.step(() -> {
            while (fixture.producer.completeNext()) {
                // all four
            }
        });
        consumer.records(0, 6, 7);
        assertThatThrownBy(fixture::run).isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("too many invalid records", "words-0@6", "3 in a row", "2 may be");

        assertThat(fixture.deadLetters()).containsExactly((byte) 1, (byte) 2, (byte) 4, (byte) 5);
        assertThat(consumer.committed(0)).isEqualTo(6);
    }

    private Actor acknowledgesWhenTheLoopWaits() {
        Thread loop = Thread.currentThread();
        return Actor.start("broker", () -> {
            Waiting.untilEndedOrWaits(loop, Waiting.FEW_LOOKS, Waiting.LIMIT);
            fixture.producer.completeNext();
        });
    }

    /** These offsets are invalid, and stage theirs all the same: they are done, as far as the strategy goes. */
    private void invalid(long... offsets) {
        fixture.onCreate = strategy -> {
            strategy.onSubmit = record -> {
                if (Arrays.stream(offsets).anyMatch(offset -> offset == record.offset())) {
                    throw new InvalidMessageException(record, "odd");
                }
            };
            strategy.onSkip = strategy::done;
            strategy.onPoll = strategy::lookAtStaged;
        };
    }
}
