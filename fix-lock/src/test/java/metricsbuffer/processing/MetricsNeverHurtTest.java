package metricsbuffer.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.testing.FailingMetric;
import metricsbuffer.testing.FailingMetrics;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A backend that refuses what it is sent directly costs the consumer those metrics, and nothing else. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MetricsNeverHurtTest {

    private final Fixture fixture = new Fixture();
    private final ScriptedConsumer consumer = fixture.consumer;

    @Test
    void aRunGoesThroughItsRebalancesAndItsEndThoughTheBackendTakesNothing() {
        FailingMetrics backend = new FailingMetrics();
        fixture.processorMetrics = backend;
        consumer.assign(0, 1);
        consumer.records(0, 0, 1);
        consumer.assign(1);
        consumer.records(1, 0);

        fixture.run();

        assertThat(consumer.committed(0)).isEqualTo(2);
        assertThat(consumer.committed(1)).isEqualTo(1);
        assertThat(backend.refused).contains(
                "arroyo.consumer.partitions_assigned.count", "arroyo.consumer.partitions_revoked.count",
                "arroyo.consumer.run.create_strategy", "arroyo.consumer.run.close_strategy",
                "arroyo.consumer.run.callback");
    }

    @Test
    void whatACallbackThrewIsNotHiddenByWhatItsTimingThrows() {
        IllegalStateException bug = new IllegalStateException("a bug in a strategy");
        IllegalStateException notRecorded = new IllegalStateException("not recorded");
        fixture.processorMetrics = new FailingMetrics();
        fixture.processorRecorder =
                new FailingMetric(fixture.recorder, ConsumerTiming.CALLBACK_TIME, notRecorded);
        fixture.onCreate = strategy -> {
            throw bug;
        };
        consumer.assign(0);

        assertThatThrownBy(fixture::run).cause().isSameAs(bug)
                .satisfies(e -> assertThat(e.getSuppressed()).contains(notRecorded));
    }

    @Test
    void whatADeadLetterFailedWithIsNotHiddenByWhatItsTimingThrows() {
        TimeoutException noTopic = new TimeoutException("no topic");
        IllegalStateException notRecorded = new IllegalStateException("not recorded");
        fixture.processorRecorder = new FailingMetric(fixture.recorder, ConsumerTiming.DLQ_TIME, notRecorded);
        fixture.producer.sendException = noTopic;
        fixture.onCreate = strategy -> strategy.onSubmit = record -> {
            throw new InvalidMessageException(record, "odd");
        };
        consumer.assign(0);
        consumer.records(0, 0);

        assertThatThrownBy(fixture::run).isInstanceOf(DeadLetterException.class).hasCause(noTopic)
                .satisfies(e -> assertThat(e.getSuppressed()).contains(notRecorded));
    }
}
