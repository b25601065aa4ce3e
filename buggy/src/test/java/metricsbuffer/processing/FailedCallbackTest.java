package metricsbuffer.processing;

import static metricsbuffer.processing.ScriptedConsumer.partitions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.function.Supplier;
import metricsbuffer.suite.support.LogCapture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a rebalance callback throws ends the run, and is the reason it gives: a rebalance that stopped in the middle is
 * not gone on with, whatever the exception means where it comes from a poll.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailedCallbackTest {

    private final Fixture fixture = new Fixture();
    private final ScriptedConsumer consumer = fixture.consumer;

    @ParameterizedTest
    @ValueSource(classes = {TimeoutException.class, WakeupException.class, IllegalStateException.class, Error.class,
        IOException.class})
    void endsTheRunWhenAStrategyCannotBeJoined(Class<? extends Throwable> kind) throws ReflectiveOperationException {
        Throwable failure = kind.getConstructor().newInstance();
        fixture.onCreate = strategy -> strategy.onJoin = throwing(failure);
        consumer.assign(0, 1);
        consumer.records(0, 0);
        consumer.assign(1);
        consumer.records(1, 0);

        requireEndWith(failure, "on_partitions_revoked");

        assertThat(fixture.strategies).as("no strategy after the failure").hasSize(1);
        assertThat(fixture.strategy().taken).containsExactly(0L);
        assertThat(fixture.events).as("ends in order").contains("strategy terminated").endsWith("flush");
    }

    @Test
    void endsTheRunWhenAStrategyCannotBeMade() {
        TimeoutException failure = new TimeoutException("of a client of the strategy's own");
        fixture.onCreate = strategy -> {
            throw failure;
        };
        consumer.assign(0);
        consumer.records(0, 0);

        requireEndWith(failure, "on_partitions_assigned");
    }

    @Test
    void endsTheRunWhenAStrategyCannotBeTerminated() {
        TimeoutException failure = new TimeoutException("of a client of the strategy's own");
        fixture.onCreate = strategy -> strategy.onTerminate = throwing(failure)::get;
        consumer.assign(0, 1);
        consumer.records(0, 0);
        consumer.step(() -> consumer.losePartitions(partitions(0)));
        consumer.records(1, 0);

        requireEndWith(failure, "on_partitions_lost");

        assertThat(fixture.strategy().taken).containsExactly(0L);
        assertThat(consumer.committed(0)).as("of the partition that is lost").isNull();
    }

    /** KafkaConsumer calls the callbacks that are left, and throws the first failure afterwards. */
    @Test
    void doesNothingInTheCallbacksThatAreLeft() {
        TimeoutException failure = new TimeoutException("of a client of the strategy's own");
        fixture.onCreate = strategy -> strategy.onJoin = throwing(failure);
        consumer.assign(0, 1);
        consumer.callbackFailuresKept = true;
        consumer.assign(0, 2);

        requireEndWith(failure, "on_partitions_revoked");

        assertThat(fixture.strategies).hasSize(1);
    }

    /** Whatever the consumer makes of it: of two failures in one poll it throws the first, which may be another. */
    @Test
    void endsTheRunAlsoWhenThePollFailsInAWayThatCanBeTriedAgain() {
        IllegalStateException failure = new IllegalStateException("a bug in a strategy");
        fixture.onCreate = strategy -> strategy.onJoin = throwing(failure);
        consumer.assign(0, 1);
        consumer.step(() -> {
            try {
                consumer.rebalance(partitions(0));
            } catch (RuntimeException e) {
                throw new TimeoutException("no answer");
            }
        });
        consumer.records(0, 0);

        requireEndWith(failure, "on_partitions_revoked");
    }

    private void requireEndWith(Throwable failure, String callback) {
        try (LogCapture log = new LogCapture(Rebalance.class)) {
            assertThatThrownBy(fixture::run).isNotInstanceOf(KafkaException.class)
                    .hasMessageContaining(callback).hasCause(failure);
            assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR")).singleElement().asString()
                    .contains(callback);
        }
    }

    /** Throws it, also if it is a checked exception, which nobody declares. */
    private static Supplier<Boolean> throwing(Throwable failure) {
        return () -> FailedCallbackTest.<Boolean, RuntimeException>throwUnchecked(failure);
    }

    @SuppressWarnings("unchecked")
    private static <R, T extends Throwable> R throwUnchecked(Throwable failure) throws T {
        throw (T) failure;
    }
}
