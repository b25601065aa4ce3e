package metricsbuffer.processing;

import static metricsbuffer.processing.ScriptedConsumer.partition;
import static metricsbuffer.processing.ScriptedConsumer.partitions;
import static metricsbuffer.processing.ScriptedConsumer.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.Deadline;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.testing.ManualClock;
import metricsbuffer.testing.TestRecorder;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetCommitterTest {

    private static final Deadline DEADLINE = new Deadline(Duration.ofSeconds(29));
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final List<String> events = new ArrayList<>();
    private final ScriptedConsumer consumer = new ScriptedConsumer(events);
    private final ManualClock clock = new ManualClock();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final DeadLetterQueue deadLetters = new DeadLetterQueue(
            producer, "dead-letters", DeadLetterPolicy.LOSE_NOTHING, new TestRecorder(events));
    private final LogCapture log = new LogCapture(OffsetCommitter.class);

    @AfterEach
    void endCapture() {
        log.close();
    }

    @BeforeEach
    void assign() {
        consumer.subscribe(List.of(ScriptedConsumer.TOPIC));
        consumer.rebalance(partitions(0, 1));
    }

    @Test
    void commitsWhenTheIntervalIsOver() {
        OffsetCommitter committer = committer(CommitPolicy.every(INTERVAL));

        committer.commit(next(0, 1), false);
        assertThat(consumer.commits).isEmpty();
        clock.advance(INTERVAL);
        committer.commit(Map.of(), false);

        assertThat(consumer.committed(0)).isEqualTo(1);
    }

    @Test
    void commitsAfterSoManyOffsets() {
        OffsetCommitter committer = committer(new CommitPolicy(INTERVAL, 2));

        for (long offset = 1; offset <= 5; offset++) {
            committer.commit(next(0, offset), false);
        }

        assertThat(consumer.commits).hasSize(2);
        assertThat(consumer.committed(0)).isEqualTo(4);
    }

    @Test
    void commitsAtOnceWhenForced() {
        OffsetCommitter committer = committer(CommitPolicy.every(INTERVAL));

        committer.commit(next(0, 1), false);
        committer.commit(next(1, 7), true);

        assertThat(consumer.commits).hasSize(1);
        assertThat(consumer.committed(0)).isEqualTo(1);
        assertThat(consumer.committed(1)).isEqualTo(7);
    }

    @Test
    void commitsNothingTwice() {
        OffsetCommitter committer = committer(CommitPolicy.every(INTERVAL));

        committer.commit(next(0, 1), true);
        committer.commit(Map.of(), true);

        assertThat(consumer.commits).hasSize(1);
    }

    @Test
    void commitsNothingForAPartitionThatIsNotAssigned() {
        OffsetCommitter committer = committer(CommitPolicy.every(INTERVAL));
        committer.commit(next(0, 1), false);

        committer.forget(partitions(0));
        committer.commit(next(0, 2), true);

        assertThat(consumer.commits).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {TimeoutException.class, RebalanceInProgressException.class, CommitFailedException.class})
    void triesAgainWhenItIsDueNext(Class<? extends RuntimeException> kind) throws ReflectiveOperationException {
        OffsetCommitter committer = committer(CommitPolicy.every(INTERVAL));
        consumer.commitFailure = kind.getConstructor().newInstance();
        clock.advance(INTERVAL);

        committer.commit(next(0, 1), false);
        committer.commit(Map.of(), false);
        assertThat(consumer.commits).as("not at once").isEmpty();
        clock.advance(INTERVAL);
        committer.commit(Map.of(), false);

        assertThat(consumer.committed(0)).isEqualTo(1);
    }

    /** A member that has been thrown out is told so by the next poll, and not by the commit. */
    @Test
    void givesUpOffsetsThatAreNotItsOwnAnyMore() {
        OffsetCommitter committer = committer(CommitPolicy.every(INTERVAL));
        consumer.commitFailure = new CommitFailedException();

        committer.commit(next(0, 1), true);
        committer.forget(List.of(partition(0)));
        committer.commit(Map.of(), true);

        assertThat(consumer.commits).isEmpty();
        assertThat(log.lines()).hasSize(1).first().asString().startsWith("WARN").contains("words-0");
    }

    /** The client of the protocol 'consumer' does that, if a wakeup meets the end of a call. */
    @Test
    void isNotDisturbedByAWakeupThatIsThrownTwice() {
        OffsetCommitter committer = committer(CommitPolicy.every(INTERVAL));
        AtomicInteger wakeups = new AtomicInteger();
        consumer.onCommit = () -> {
            if (wakeups.incrementAndGet() <= 2) {
                throw new WakeupException();
            }
        };

        committer.commit(next(0, 1), true);

        assertThat(consumer.committed(0)).isEqualTo(1);
    }

    /** Otherwise each record would wait for a commit of its own, and the consumer would not be polled for that long. */
    @Test
    void isNotDueAtOnceAfterACommitThatTookAsLongAsTheInterval() {
        OffsetCommitter committer = committer(CommitPolicy.every(INTERVAL));
        consumer.onCommit = () -> clock.advance(INTERVAL);
        clock.advance(INTERVAL);

        committer.commit(next(0, 1), false);
        committer.commit(next(0, 2), false);

        assertThat(consumer.commits).hasSize(1);
    }

    @Test
    void failsWithAnErrorThatCannotBeTriedAgain() {
        OffsetCommitter committer = committer(CommitPolicy.every(INTERVAL));
        consumer.commitFailure = new AuthorizationException("not you");

        assertThatThrownBy(() -> committer.commit(next(0, 1), true))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void isNotKeptFromCommittingByTheWakeupThatEndsTheRun() {
        OffsetCommitter committer = committer(CommitPolicy.every(INTERVAL));
        consumer.commitFailure = new WakeupException();

        committer.commit(next(0, 1), true);

        assertThat(consumer.committed(0)).isEqualTo(1);
    }

    @Test
    void commitsUpToTheFirstOpenDeadLetterOfEachPartition() {
        OffsetCommitter committer = committerWithDeadLetters();
        deadLetters.produce(record(0, 2), "odd");
        deadLetters.produce(record(0, 4), "odd");

        committer.commit(next(0, 5), false);
        committer.commit(next(1, 7), true);
        assertThat(consumer.commits.get(0)).as("with the epoch of the record that is not done").isEqualTo(Map.of(
                partition(0), new OffsetAndMetadata(2, Optional.of(ScriptedConsumer.EPOCH), ""),
                partition(1), new OffsetAndMetadata(7)));

        producer.completeNext();
        committer.commit(Map.of(), true);
        assertThat(consumer.committed(0)).isEqualTo(4);
        producer.completeNext();
        committer.commit(Map.of(), true);
        assertThat(consumer.committed(0)).isEqualTo(5);
        assertThat(consumer.commits).hasSize(3);
    }

    @Test
    void commitsNothingTwiceBelowADeadLetter() {
        OffsetCommitter committer = committerWithDeadLetters();
        deadLetters.produce(record(0, 2), "odd");

        committer.commit(next(0, 3), true);
        committer.commit(next(0, 4), true);

        assertThat(consumer.commits).hasSize(1);
    }

    @Test
    void commitsInFullBelowADeadLetter() {
        OffsetCommitter committer = committerWithDeadLetters();
        deadLetters.produce(record(0, 2), "odd");

        committer.commit(next(0, 1), true);
        committer.commit(Map.of(), true);
        committer.commit(next(0, 2), true);
        committer.commit(next(0, 3), true);

        assertThat(consumer.commits).extracting(offsets -> offsets.get(partition(0)).offset()).containsExactly(1L, 2L);
    }

    @Test
    void commitsAsSoonAsADeadLetterIsAcknowledgedIfItIsDue() {
        OffsetCommitter committer = committerWithDeadLetters();
        deadLetters.produce(record(0, 0), "odd");
        clock.advance(INTERVAL);
        committer.commit(next(0, 1), false);
        assertThat(consumer.committed(0)).as("where it began").isEqualTo(0);
        clock.advance(INTERVAL);
        committer.commit(Map.of(), false);

        producer.completeNext();
        committer.commit(Map.of(), false);

        assertThat(consumer.committed(0)).isEqualTo(1);
    }

    @Test
    void waitsForDeadLettersOnlyWhereItIsTold() {
        OffsetCommitter committer = committerWithDeadLetters();
        deadLetters.produce(record(0, 0), "odd");
        committer.commit(next(0, 1), false);
        Actor acknowledging = Actor.start("acknowledging", producer::completeNext);

        committer.commitStaged(Waiting.LIMIT);

        assertThat(consumer.committed(0)).isEqualTo(1);
        assertThat(acknowledging.finished(Waiting.LIMIT)).isTrue();
    }

    @Test
    void forgetsTheDeadLettersOfPartitionsThatAreGivenUp() {
        OffsetCommitter committer = committerWithDeadLetters();
        deadLetters.produce(record(0, 0), "odd");

        committer.forget(partitions(0));
        committer.commitStaged(Waiting.LIMIT); // waits for none

        assertThat(deadLetters.firstOpen(partition(0))).isNull();
    }

    @Test
    void refusesAPolicyThatMakesNoSense() {
        assertThatThrownBy(() -> CommitPolicy.every(Duration.ofMillis(-1))).hasMessageContaining("interval");
        assertThatThrownBy(() -> new CommitPolicy(INTERVAL, 0)).hasMessageContaining("offsets");
    }

    private OffsetCommitter committerWithDeadLetters() {
        OffsetCommitter committer = new OffsetCommitter(consumer, CommitPolicy.every(INTERVAL), deadLetters, DEADLINE, clock);
        committer.polled(firstRecords());
        return committer;
    }

    private static Map<TopicPartition, OffsetAndMetadata> next(int partition, long offset) {
        return Map.of(partition(partition), new OffsetAndMetadata(offset));
    }

    private OffsetCommitter committer(CommitPolicy policy) {
        OffsetCommitter committer = new OffsetCommitter(consumer, policy, null, DEADLINE, clock);
        committer.polled(firstRecords());
        return committer;
    }

    private static ConsumerRecords<byte[], byte[]> firstRecords() {
        return new ConsumerRecords<>(
                Map.of(partition(0), List.of(record(0, 0)), partition(1), List.of(record(1, 0))), Map.of());
    }
}
