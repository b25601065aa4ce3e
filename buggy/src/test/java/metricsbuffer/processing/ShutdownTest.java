package metricsbuffer.processing;

import static metricsbuffer.metrics.ConsumerTiming.SHUTDOWN_TIME;
import static metricsbuffer.processing.ScriptedConsumer.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.testing.FailingFlush;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a run, in order and after a failure. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShutdownTest {

    private final Fixture fixture = new Fixture();
    private final ScriptedConsumer consumer = fixture.consumer;

    @Test
    void closesEverythingInOrderAndFlushesLast() {
        consumer.assign(0);
        consumer.records(0, 0);

        fixture.run();

        assertThat(fixture.events).containsExactly(
                "strategy created",
                "strategy closed", "strategy joined", "committed",
                "consumer closed", "factory shut down", "dead letters closed", "flush");
        assertThat(fixture.recorder.recorded(SHUTDOWN_TIME)).isTrue();
        assertThat(consumer.committed(0)).isEqualTo(1);
    }

    @Test
    void closesEverythingAfterAFailureAndDropsWhatTheStrategyHolds() {
        IllegalStateException bug = new IllegalStateException("a bug in a strategy");
        fixture.onCreate = strategy -> strategy.onSubmit = record -> {
            if (record.offset() == 1) {
                throw bug;
            }
        };
        consumer.assign(0);
        consumer.records(0, 0, 1);

        assertThatThrownBy(fixture::run).isSameAs(bug);

        assertThat(fixture.events).containsExactly(
                "strategy created", "strategy terminated", "committed",
                "consumer closed", "factory shut down", "dead letters closed", "flush");
        assertThat(consumer.committed(0)).as("up to the record that failed").isEqualTo(1);
    }

    @Test
    void closesTheRestWhenSomeFailToClose() {
        IllegalStateException notJoined = new IllegalStateException("not joined");
        IllegalStateException notClosed = new IllegalStateException("not closed");
        IllegalStateException notShutDown = new IllegalStateException("not shut down");
        fixture.onCreate = strategy -> strategy.onJoin = () -> {
            throw notJoined;
        };
        consumer.closeFailure = notClosed;
        fixture.onFactoryShutdown = () -> {
            throw notShutDown;
        };
        consumer.assign(0);

        assertThatThrownBy(fixture::run).isSameAs(notJoined)
                .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(notClosed, notShutDown));

        assertThat(fixture.events).endsWith(
                "consumer closed", "factory shut down", "dead letters closed", "flush");
    }

    /** The broker is away, a task hangs, and everything else waits, too: each for as long as it is told to. */
    @Test
    void isOverByItsDeadlineWhateverWaitsAndFlushesLast() {
        fixture.waits = fixture.clock::advance;
        fixture.onCreate = strategy -> strategy.onJoinWithin = timeout -> {
            fixture.clock.advance(timeout);
            return false;
        };
        consumer.assign(0, 1);
        consumer.records(0, 0);
        consumer.step(() -> consumer.away(fixture.clock::advance));
        consumer.step(() -> fixture.clock.advance(Duration.ofSeconds(3))); // the turn in which it is told to end
        StreamProcessor processor = fixture.processor();
        consumer.atEnd(() -> {
            processor.signalShutdown();
            fixture.clock.advance(Duration.ofSeconds(3));
        });

        processor.run();

        assertThat(fixture.deadline.left()).isPositive();
        assertThat(fixture.events).endsWith("consumer closed", "factory shut down", "dead letters closed", "flush");
        assertThat(consumer.committed(0)).as("the commits found no broker").isNull();
    }

    @Test
    void setsNothingAsideWhenTheTimeToJoinIsOver() {
        fixture.joinTimeout = Duration.ZERO;
        fixture.onCreate = strategy -> strategy.onJoin = () -> {
            throw new InvalidMessageException(record(0, 0), "found too late");
        };
        consumer.assign(0);
        consumer.records(0, 0);

        fixture.run();

        assertThat(fixture.events).contains("strategy terminated");
        assertThat(fixture.deadLetters()).isEmpty();
    }

    @Test
    void endsInOrderWhenTheLastFlushFails() {
        fixture.processorRecorder = new FailingFlush(fixture.recorder);
        consumer.assign(0);

        try (LogCapture log = new LogCapture(StreamProcessor.class)) {
            assertThatCode(fixture::run).doesNotThrowAnyException();
            assertThat(log.lines()).containsExactly("ERROR The last flush failed");
        }

        assertThat(consumer.closed()).isTrue();
        assertThat(fixture.producer.closed()).isTrue();
    }

    @Test
    void closesUndisturbedWhenTheThreadIsInterruptedAndKeepsTheInterrupt() {
        fixture.onCreate = strategy -> strategy.onJoin = () -> {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return true;
        };
        consumer.assign(0);
        consumer.step(() -> Thread.currentThread().interrupt());

        fixture.run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(fixture.events).contains("strategy joined").endsWith("flush");
    }

    @Test
    void failsWhenItIsInterruptedWhileItWaits() {
        fixture.onCreate = strategy -> strategy.onSubmit = record -> {
            Thread.currentThread().interrupt();
            throw new MessageRejectedException();
        };
        consumer.assign(0);
        consumer.records(0, 0);

        assertThatThrownBy(fixture::run).isInstanceOf(InterruptException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(fixture.events).endsWith("consumer closed", "factory shut down", "dead letters closed", "flush");
    }

    @Test
    void stopsTheStuckDetector() {
        fixture.stuckTimeout = Optional.of(Duration.ofHours(1));
        StreamProcessor processor = fixture.processor();
        Thread detector = processor.stuckDetector().orElseThrow();
        consumer.step(() -> assertThat(detector.isAlive()).isTrue());

        processor.run();

        assertThat(detector.isAlive()).isFalse();
    }
}
