package metricsbuffer.processing;

import static metricsbuffer.metrics.ConsumerTiming.JOIN_TIME;
import static metricsbuffer.metrics.ConsumerTiming.POLL_TIME;
import static metricsbuffer.metrics.ConsumerTiming.PROCESSING_TIME;
import static metricsbuffer.processing.ScriptedConsumer.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.testing.FailingMetric;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A step of the loop fails, and so does the recorder that takes its time: neither failure is lost in the other. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimedTest {

    private final Fixture fixture = new Fixture();
    private final ScriptedConsumer consumer = fixture.consumer;
    private final IllegalStateException bug = new IllegalStateException("a bug");
    private final IllegalStateException notRecorded = new IllegalStateException("not recorded");
    private FailingMetric recorder;

    @Test
    void whatThePollOfTheConsumerThrewIsNotHidden() {
        consumer.step(() -> failBoth(bug));
        requireBug(POLL_TIME);
    }

    @Test
    void whatThePollOfTheStrategyThrewIsNotHidden() {
        fixture.onCreate = strategy -> strategy.onPoll = () -> failBoth(bug);
        requireBug(PROCESSING_TIME);
    }

    @Test
    void whatTheStrategyThrewAtARecordIsNotHidden() {
        fixture.onCreate = strategy -> strategy.onSubmit = record -> failBoth(bug);
        requireBug(PROCESSING_TIME);
    }

    /** A producer that the task has may throw it: that is no poll that can be tried again, and ends the run. */
    @Test
    void whatATasksOwnProducerThrewIsNotHidden() {
        TimeoutException ofTheTask = new TimeoutException("no answer");
        fixture.onCreate = strategy -> strategy.onSubmit = record -> failBoth(ofTheTask);
        requireEndWith(PROCESSING_TIME, ofTheTask, notRecorded);
    }

    @Test
    void whatAJoinThrewIsNotHidden() {
        fixture.onCreate = strategy -> strategy.onJoin = () -> {
            failBoth(bug);
            return true;
        };
        requireBug(JOIN_TIME);
    }

    /** The loop goes on after these. It must not go on after a failure of the recorder, nor does it elsewhere. */
    @ParameterizedTest
    @MethodSource
    void afterAnAnswerOfTheStrategyTheRecordersFailureEndsTheRun(RuntimeException answer) {
        fixture.onCreate = strategy -> strategy.onSubmit = record -> failBoth(answer);
        requireNotRecorded(PROCESSING_TIME, answer);
        assertThat(fixture.strategy().skipped).as("set aside").isEmpty();
    }

    static Stream<RuntimeException> afterAnAnswerOfTheStrategyTheRecordersFailureEndsTheRun() {
        return Stream.of(new MessageRejectedException(), new InvalidMessageException(record(0, 0), "odd"));
    }

    @Test
    void afterAnInvalidRecordInAPollTheRecordersFailureEndsTheRun() {
        InvalidMessageException answer = new InvalidMessageException(record(0, 0), "odd");
        fixture.onCreate = strategy -> strategy.onPoll = () -> failBoth(answer);
        requireNotRecorded(PROCESSING_TIME, answer);
    }

    @ParameterizedTest
    @MethodSource
    void afterAPollThatCanBeTriedAgainTheRecordersFailureEndsTheRun(RuntimeException answer) {
        consumer.step(() -> failBoth(answer));
        requireNotRecorded(POLL_TIME, answer);
    }

    static Stream<RuntimeException> afterAPollThatCanBeTriedAgainTheRecordersFailureEndsTheRun() {
        return Stream.of(new WakeupException(), new TimeoutException("no answer"));
    }

    @Test
    void theRecordersFailureEndsTheRunAfterAStepThatSucceeded() {
        consumer.step(() -> recorder.failWith(notRecorded));
        requireNotRecorded(POLL_TIME);
    }

    /** A step throws, and from now on the recorder does. */
    private void failBoth(RuntimeException thrown) {
        recorder.failWith(notRecorded);
        throw thrown;
    }

    private void requireBug(ConsumerTiming timing) {
        requireEndWith(timing, bug, notRecorded);
    }

    private void requireNotRecorded(ConsumerTiming timing, RuntimeException... answers) {
        requireEndWith(timing, notRecorded, answers);
    }

    private void requireEndWith(ConsumerTiming timing, RuntimeException failure, RuntimeException... suppressed) {
        recorder = new FailingMetric(fixture.recorder, timing);
        fixture.processorRecorder = recorder;
        consumer.assign(0);
        consumer.records(0, 0);

        assertThatThrownBy(fixture::run).isSameAs(failure);

        assertThat(failure.getSuppressed()).containsExactly(suppressed);
        assertThat(fixture.events).as("ends in order").endsWith("flush");
    }
}
