package metricsbuffer.processing;

import static metricsbuffer.processing.ScriptedConsumer.partitions;
import static metricsbuffer.processing.ScriptedConsumer.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import metricsbuffer.suite.support.LogCapture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Where a group that has committed nothing begins is committed, so that it does not begin anew when it is started the
 * next time: at the end of the log, if it is told so, which has moved by then.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BeginningTest {

    private final Fixture fixture = new Fixture();
    private final ScriptedConsumer consumer = fixture.consumer;

    @BeforeEach
    void nothingIsCommitted() {
        consumer.nothingCommitted = true;
    }

    @Test
    void isCommittedOnceWhenNoRecordComes() {
        consumer.assign(0, 1);
        consumer.nothing(3);

        fixture.run();

        assertThat(consumer.commits).hasSize(1);
        assertThat(consumer.committed(0)).isZero();
        assertThat(consumer.committed(1)).isZero();
    }

    @Test
    void isNotCommittedWhereTheGroupHasAnOffset() {
        consumer.nothingCommitted = false;
        consumer.assign(0, 1);
        consumer.nothing(3);

        fixture.run();

        assertThat(consumer.commits).isEmpty();
        assertThat(consumer.questions).as("asked once").isEqualTo(1);
    }

    @Test
    void isCommittedBeforeTheFirstRecordIsHandedOn() {
        IllegalStateException bug = new IllegalStateException("a bug in a strategy");
        fixture.onCreate = strategy -> strategy.onSubmit = record -> {
            throw bug;
        };
        consumer.step(() -> {
            consumer.rebalance(partitions(0));
            consumer.addRecord(record(0, 3));
        });

        assertThatThrownBy(fixture::run).isSameAs(bug);

        assertThat(consumer.committed(0)).isEqualTo(3);
    }

    @Test
    void isCommittedOfPartitionsThatAreAdded() {
        consumer.assign(0);
        consumer.records(0, 0, 1);
        consumer.assign(0, 1);
        consumer.nothing(1);

        fixture.run();

        assertThat(consumer.committed(0)).isEqualTo(2);
        assertThat(consumer.committed(1)).isZero();
    }

    /** Whoever has it next would begin at the end as it is then. */
    @Test
    void isCommittedOfAPartitionThatIsGivenUpInThePollThatBroughtIt() {
        consumer.positionsKnown = true;
        consumer.step(() -> {
            consumer.rebalance(partitions(0, 1));
            consumer.rebalance(partitions(0));
        });

        fixture.run();

        assertThat(consumer.committed(1)).isZero();
    }

    @Test
    void isNotWaitedForWhenAPartitionIsGivenUp() {
        consumer.step(() -> {
            consumer.rebalance(partitions(0, 1));
            consumer.rebalance(partitions(0));
        });

        fixture.run();

        assertThat(consumer.committed(1)).isNull();
    }

    @Test
    void isLookedForAgainWhenTheMemberIsFenced() {
        consumer.questionFailure = new UnknownMemberIdException("who are you?");
        consumer.assign(0);
        consumer.nothing(1);

        fixture.run();

        assertThat(consumer.committed(0)).isZero();
    }

    @Test
    void isLookedForAgainWhenTheBrokerDoesNotAnswer() {
        consumer.questionFailure = new TimeoutException("no answer");
        consumer.assign(0);
        consumer.nothing(1);

        try (LogCapture log = new LogCapture(Beginnings.class)) {
            fixture.run();
            assertThat(log.lines()).singleElement().asString().startsWith("WARN").endsWith("no answer");
        }

        assertThat(consumer.committed(0)).isZero();
    }

    @Test
    void isLookedForAgainWhenThePositionIsNotKnownYet() {
        consumer.positionFailure = new TimeoutException("not known yet"); // of one of the two
        consumer.assign(0, 1);
        consumer.nothing(1);

        fixture.run();

        assertThat(consumer.commits).as("the other one does not wait for it").hasSize(2);
        assertThat(consumer.committed(0)).isZero();
        assertThat(consumer.committed(1)).isZero();
        assertThat(consumer.questions).as("what is committed is asked once").isEqualTo(1);
    }

    @Test
    void isCommittedAtTheEndIfThereWasNoTimeBefore() {
        StreamProcessor processor = fixture.processor();
        consumer.step(() -> {
            consumer.rebalance(partitions(0));
            processor.signalShutdown(); // which ends this poll
        });

        processor.run();

        assertThat(consumer.committed(0)).isZero();
    }

    @Test
    void isNotCommittedOfPartitionsThatAreLost() {
        consumer.questionFailure = new TimeoutException("no answer");
        consumer.assign(0);
        consumer.step(() -> consumer.losePartitions(partitions(0)));

        fixture.run();

        assertThat(consumer.commits).isEmpty();
    }
}
