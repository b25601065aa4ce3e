package metricsbuffer.processing;

import static metricsbuffer.processing.ScriptedConsumer.partition;
import static metricsbuffer.processing.ScriptedConsumer.partitions;
import static metricsbuffer.processing.ScriptedConsumer.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import metricsbuffer.suite.support.LogCapture;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A partition is set back to a record that is deleted by then: it goes on with the first that exists. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SetBackTest {

    private final Fixture fixture = new Fixture();
    private final ScriptedConsumer consumer = fixture.consumer;

    @BeforeEach
    void offset1IsPolledAndNotDone() {
        fixture.onCreate = strategy -> {
            if (fixture.strategies.size() == 1) {
                strategy.onTaken = record -> {
                    if (record.offset() < 1) {
                        strategy.done(record);
                    }
                };
            }
        };
        consumer.assign(0, 1);
        consumer.records(1, 0, 1);
    }

    @Test
    void goesOnWithTheFirstThatExists() {
        consumer.step(() -> {
            consumer.updateBeginningOffsets(Map.of(partition(1), 50L));
            consumer.losePartitions(partitions(0));
        });
        consumer.records(1, 50);

        try (LogCapture log = new LogCapture(Rewind.class)) {
            fixture.run();
            assertThat(log.lines()).containsExactly(
                    "WARN words-1 goes on at offset 50: the records from 1 on are deleted");
        }

        assertThat(sought()).containsExactly(1L, 50L);
        assertThat(fixture.strategies.get(1).taken).containsExactly(50L);
        assertThat(consumer.committed(1)).isEqualTo(51);
    }

    @Test
    void takesNothingBeforeItIsKnownWhichThatIs() {
        consumer.step(() -> {
            consumer.losePartitions(partitions(0));
            consumer.addRecord(record(1, 7)); // from where the log ends, perhaps
            consumer.beginningFailure = new TimeoutException("no answer");
        });
        consumer.records(1, 1);

        try (LogCapture log = new LogCapture(Rewind.class)) {
            fixture.run();
            assertThat(log.lines()).singleElement().asString()
                    .startsWith("WARN Where the log of [words-1] begins is not known");
        }

        assertThat(sought()).containsExactly(1L, 1L);
        assertThat(fixture.strategies.get(1).taken).containsExactly(1L);
    }

    @Test
    void asksNothingIfNothingWasSetBack() {
        consumer.beginningFailure = new IllegalStateException("not to be asked");
        consumer.nothing(2);

        fixture.run();

        assertThat(sought()).isEmpty();
    }

    /** Where partitions were set to, but for the beginnings where they are assigned. */
    private List<Long> sought() {
        return consumer.soughtOffsets.stream().filter(offset -> offset > 0).toList();
    }
}
