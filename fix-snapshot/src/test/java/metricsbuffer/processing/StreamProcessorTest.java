package metricsbuffer.processing;

import static metricsbuffer.metrics.ConsumerCounter.INVALID_MESSAGE_COUNT;
import static metricsbuffer.metrics.ConsumerCounter.PAUSE;
import static metricsbuffer.metrics.ConsumerCounter.RESUME;
import static metricsbuffer.metrics.ConsumerCounter.RUN_COUNT;
import static metricsbuffer.metrics.ConsumerTiming.BACKPRESSURE_TIME;
import static metricsbuffer.metrics.ConsumerTiming.DLQ_TIME;
import static metricsbuffer.metrics.ConsumerTiming.POLL_TIME;
import static metricsbuffer.metrics.ConsumerTiming.PROCESSING_TIME;
import static metricsbuffer.processing.ScriptedConsumer.partition;
import static metricsbuffer.processing.ScriptedConsumer.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import metricsbuffer.suite.support.LogCapture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One turn of the loop, and the next. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamProcessorTest {

    private final Fixture fixture = new Fixture();
    private final ScriptedConsumer consumer = fixture.consumer;

    @Test
    void handsEachRecordToTheStrategyOnceAndCommitsWhatIsDone() {
        consumer.assign(0, 1);
        consumer.records(0, 0, 1, 2);
        consumer.records(1, 0);

        fixture.run();

        assertThat(fixture.strategy().taken).containsExactly(0L, 1L, 2L, 0L);
        assertThat(fixture.strategy().partitions).isEqualTo(Set.of(partition(0), partition(1)));
        assertThat(consumer.committed(0)).isEqualTo(3);
        assertThat(consumer.committed(1)).isEqualTo(1);
    }

    @Test
    void pollsForASecondAndOnlyWhenTheLastBatchIsUsedUp() {
        consumer.assign(0);
        consumer.records(0, 0, 1, 2);

        fixture.run();

        // Turns: one that assigns, three records of one poll, one that finds the script over.
        assertThat(consumer.pollTimeouts).containsOnly(Duration.ofSeconds(1)).hasSize(3);
        assertThat(fixture.recorder.total(RUN_COUNT)).isEqualTo(5);
        assertThat(fixture.recorder.total(POLL_TIME)).isPositive();
        assertThat(fixture.recorder.total(PROCESSING_TIME)).isPositive();
    }

    @Test
    void offersARejectedRecordAgainAndTimesTheWholeSpell() {
        AtomicInteger offers = new AtomicInteger();
        fixture.onCreate = strategy -> strategy.onSubmit = record -> {
            if (record.offset() == 0 && offers.incrementAndGet() <= 3) {
                fixture.clock.advance(Duration.ofSeconds(1));
                throw new MessageRejectedException();
            }
        };
        consumer.assign(0);
        consumer.records(0, 0, 1);

        fixture.run();

        assertThat(offers).hasValue(4);
        assertThat(fixture.strategy().taken).containsExactly(0L, 1L);
        // From the first rejection, which came after the first second, to the acceptance.
        assertThat(fixture.recorder.total(BACKPRESSURE_TIME)).isEqualTo(Duration.ofSeconds(2).toNanos());
        assertThat(fixture.recorder.total(PAUSE)).isZero();
        assertThat(fixture.recorder.total(RESUME)).isZero();
        assertThat(consumer.pollTimeouts).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void pausesAfterTheThresholdAndResumesWhenTheRecordIsTaken() {
        AtomicInteger offers = new AtomicInteger();
        fixture.onCreate = strategy -> strategy.onSubmit = record -> {
            int offer = offers.incrementAndGet(); // the first begins the spell
            assertThat(consumer.paused()).as("paused at offer %d", offer)
                    .hasSize(offer >= 2 && offer <= 4 ? 2 : 0);
            if (offer <= 3) {
                fixture.clock.advance(Fixture.THRESHOLD);
                throw new MessageRejectedException();
            }
        };
        consumer.assign(0, 1);
        consumer.records(0, 0, 1);
        consumer.nothing(3);

        fixture.run();

        assertThat(fixture.recorder.total(PAUSE)).isEqualTo(1);
        assertThat(fixture.recorder.total(RESUME)).isEqualTo(1);
        assertThat(consumer.pollTimeouts.subList(2, 5)).as("polls while paused").containsOnly(Duration.ZERO);
        assertThat(fixture.strategy().taken).containsExactly(0L, 1L);
        assertThat(fixture.recorder.total(BACKPRESSURE_TIME)).isEqualTo(Fixture.THRESHOLD.multipliedBy(2).toNanos());
    }

    @Test
    void pollsWithoutWaitingWhenRecordsAreTakenSlowly() {
        List<Integer> paused = new ArrayList<>();
        fixture.onCreate = strategy -> strategy.onSubmit =
                record -> fixture.clock.advance(Fixture.THRESHOLD.dividedBy(2));
        consumer.assign(0);
        consumer.records(0, 0, 1, 2, 3, 4);
        consumer.step(() -> paused.add(consumer.paused().size()));
        consumer.step(() -> paused.add(consumer.paused().size()));

        fixture.run();

        assertThat(fixture.strategy().taken).containsExactly(0L, 1L, 2L, 3L, 4L);
        // After every second record; the last poll finds the script over.
        assertThat(consumer.pollTimeouts).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1),
                Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1));
        assertThat(paused).as("paused partitions in these polls").containsExactly(1, 1);
        assertThat(consumer.paused()).isEmpty();
        assertThat(fixture.recorder.total(PAUSE)).isEqualTo(2);
        assertThat(fixture.recorder.total(RESUME)).isEqualTo(2);
        assertThat(fixture.recorder.total(BACKPRESSURE_TIME)).isZero();
    }

    @Test
    void doesNotWaitForRecordsWhileTheStrategyMayHoldInvalidOnes() {
        Deque<ConsumerRecord<byte[], byte[]>> held = new ArrayDeque<>();
        fixture.onCreate = strategy -> {
            strategy.onTaken = held::add;
            strategy.onPoll = () -> {
                if (held.size() >= 1 && strategy.taken.size() == 3) {
                    throw new InvalidMessageException(held.remove(), "as it turned out");
                }
            };
        };
        consumer.assign(0);
        consumer.records(0, 0, 1, 2);
        consumer.nothing(3);

        fixture.run();

        assertThat(fixture.deadLetters()).containsExactly((byte) 0, (byte) 1, (byte) 2);
        assertThat(consumer.pollTimeouts).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1),
                Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void setsAsideARecordThatSubmitFindsInvalid() {
        fixture.onCreate = strategy -> strategy.onSubmit = record -> {
            if (record.offset() == 1) {
                throw new InvalidMessageException(record, "odd");
            }
        };
        consumer.assign(0);
        consumer.records(0, 0, 1, 2);

        try (LogCapture log = new LogCapture(InvalidMessages.class)) {
            fixture.run();
            assertThat(log.lines())
                    .containsExactly("WARN words-0@1 is invalid: odd; goes to the dead-letter queue");
        }

        assertThat(fixture.strategy().taken).containsExactly(0L, 2L);
        assertThat(fixture.strategy().skipped).containsExactly(1L);
        assertThat(fixture.deadLetters()).containsExactly((byte) 1);
        assertThat(fixture.recorder.total(INVALID_MESSAGE_COUNT)).isEqualTo(1);
        assertThat(fixture.recorder.recorded(DLQ_TIME)).isTrue();
    }

    @Test
    void setsAsideARecordThatPollFindsInvalidAndKeepsTheCurrentOne() {
        AtomicInteger polls = new AtomicInteger();
        fixture.onCreate = strategy -> strategy.onPoll = () -> {
            if (polls.incrementAndGet() == 3) {
                throw new InvalidMessageException(record(0, 0), "found out later");
            }
        };
        consumer.assign(0);
        consumer.records(0, 0, 1, 2);

        fixture.run();

        assertThat(fixture.strategy().taken).containsExactly(0L, 1L, 2L);
        assertThat(fixture.deadLetters()).containsExactly((byte) 0);
    }

    @Test
    void submitsARecordAgainWhenSubmitFindsAnEarlierOneInvalid() {
        AtomicInteger offers = new AtomicInteger();
        fixture.onCreate = strategy -> strategy.onSubmit = record -> {
            if (record.offset() == 1 && offers.incrementAndGet() == 1) {
                throw new InvalidMessageException(record(0, 0), "found out later");
            }
        };
        consumer.assign(0);
        consumer.records(0, 0, 1, 2);

        fixture.run();

        assertThat(fixture.strategy().taken).containsExactly(0L, 1L, 2L);
        assertThat(fixture.deadLetters()).containsExactly((byte) 0);
    }

    @Test
    void resumesWhenTheRejectedRecordTurnsOutToBeInvalid() {
        AtomicInteger offers = new AtomicInteger();
        fixture.onCreate = strategy -> strategy.onSubmit = record -> {
            if (offers.incrementAndGet() <= 2) {
                fixture.clock.advance(Fixture.THRESHOLD);
                throw new MessageRejectedException();
            }
            if (record.offset() == 0) {
                throw new InvalidMessageException(record, "after all");
            }
        };
        consumer.assign(0);
        consumer.records(0, 0, 1);
        consumer.nothing(2);

        fixture.run();

        assertThat(fixture.recorder.total(PAUSE)).isEqualTo(1);
        assertThat(fixture.recorder.total(RESUME)).isEqualTo(1);
        assertThat(consumer.paused()).isEmpty();
        assertThat(fixture.strategy().taken).containsExactly(1L);
    }

    @Test
    void goesOnAfterAnErrorThatCanBeTriedAgain() {
        consumer.assign(0);
        consumer.step(() -> {
            throw new TimeoutException("no answer");
        });
        consumer.records(0, 0);

        try (LogCapture log = new LogCapture(Loop.class)) {
            fixture.run();
            assertThat(log.lines()).singleElement().asString()
                    .startsWith("WARN Polling failed, will be tried again: ").endsWith("no answer");
        }

        assertThat(fixture.strategy().taken).containsExactly(0L);
    }

    @Test
    void endsWithAnErrorThatCannot() {
        AuthorizationException fatal = new AuthorizationException("not you");
        consumer.assign(0);
        consumer.records(0, 0);
        consumer.step(() -> {
            throw fatal;
        });

        assertThatThrownBy(fixture::run).isSameAs(fatal);

        assertThat(consumer.committed(0)).as("what was done before").isEqualTo(1);
    }

    @Test
    void refusesARecordWithoutAStrategy() {
        consumer.assignSilently(0);
        consumer.records(0, 7);

        assertThatThrownBy(fixture::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("words-0@7");
    }

    @Test
    void wakesTheConsumerOnceHoweverOftenItIsSignalled() {
        StreamProcessor processor = fixture.processor();

        processor.signalShutdown();
        processor.signalShutdown();
        processor.run();

        assertThat(consumer.wakeups).isEqualTo(1);
        assertThat(consumer.closed()).isTrue();
        assertThat(fixture.recorder.total(RUN_COUNT)).isZero();
    }

    @Test
    void endsWhenAStrategyFails() {
        IllegalStateException bug = new IllegalStateException("a bug in a strategy");
        fixture.onCreate = strategy -> strategy.onSubmit = record -> {
            throw bug;
        };
        consumer.assign(0);
        consumer.records(0, 0);

        assertThatThrownBy(fixture::run).isSameAs(bug);

        assertThat(consumer.committed(0)).isNull();
        assertThat(fixture.deadLetters()).isEmpty();
    }
}
