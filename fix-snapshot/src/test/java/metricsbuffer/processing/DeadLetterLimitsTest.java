package metricsbuffer.processing;

import static metricsbuffer.processing.ScriptedConsumer.partition;
import static metricsbuffer.processing.ScriptedConsumer.partitions;
import static metricsbuffer.processing.ScriptedConsumer.record;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import metricsbuffer.processing.DeadLetterPolicy.OnFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterLimitsTest {

    @Test
    void areNoneByDefault() {
        DeadLetterLimits limits = new DeadLetterLimits(DeadLetterPolicy.LOSE_NOTHING);

        take(limits, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void refusesOneTooManyInARow() {
        DeadLetterLimits limits = inARow(2);
        limits.polled(partition(0), 5);

        take(limits, 0, 5, 6, 8, 9, 11);
        take(limits, 0, 12);

        refuse(limits, 0, 13, "words-0@13", "3 in a row", "2 may be");
    }

    @Test
    void countsEachPartitionByItself() {
        DeadLetterLimits limits = inARow(2);

        take(limits, 0, 1, 2);
        take(limits, 1, 3, 4);

        refuse(limits, 1, 5, "words-1@5");
        refuse(limits, 0, 3, "words-0@3");
    }

    /** A strategy may hold one for long, and others behind it find theirs invalid sooner. */
    @Test
    void countsOneThatComesLate() {
        DeadLetterLimits limits = ratio(0.6);
        limits.polled(partition(0), 0);

        take(limits, 0, 7, 3, 5);

        refuse(limits, 0, 9, "words-0@9", "4 beside 6 valid ones", "0.6 for each");
    }

    @Test
    void refusesTooHighAShare() {
        DeadLetterLimits limits = ratio(0.25);
        limits.polled(partition(0), 100);

        take(limits, 0, 104, 109);
        refuse(limits, 0, 111, "words-0@111", "3 beside 9 valid ones");
    }

    /** As upstream: all that was seen so far is invalid. */
    @Test
    void refusesTheFirstRecordOfAllWhereTheShareIsLimited() {
        DeadLetterLimits limits = ratio(1_000);
        limits.polled(partition(0), 100);

        refuse(limits, 0, 100, "words-0@100", "1 beside 0 valid ones");
    }

    @Test
    void beginsAnewWithAPartitionThatIsNewOrSetBack() {
        DeadLetterLimits limits = inARow(2);
        limits.polled(partition(0), 0);
        take(limits, 0, 0, 1);

        limits.polled(partition(0), 1);
        take(limits, 0, 1, 2);
        limits.forget(partitions(0));
        limits.polled(partition(0), 3);
        take(limits, 0, 3, 4);
        limits.polled(partition(0), 5); // the next batch

        refuse(limits, 0, 5, "3 in a row");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.NEGATIVE_INFINITY})
    void refusesARatioThatMakesNoSense(double ratio) {
        assertThatThrownBy(() -> ratio(ratio)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxRatio: must be 0 or more, was " + ratio);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void refusesANumberInARowThatMakesNoSense(long number) {
        assertThatThrownBy(() -> inARow(number)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxInARow: must be at least 1, was " + number);
    }

    private static void take(DeadLetterLimits limits, int partition, long... offsets) {
        for (long offset : offsets) {
            assertThatCode(() -> limits.add(record(partition, offset))).as("offset %d", offset)
                    .doesNotThrowAnyException();
        }
    }

    private static void refuse(DeadLetterLimits limits, int partition, long offset, String... message) {
        assertThatThrownBy(() -> limits.add(record(partition, offset))).isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(message);
    }

    private static DeadLetterLimits inARow(long most) {
        return new DeadLetterLimits(
                new DeadLetterPolicy(OnFailure.FAIL, OptionalDouble.empty(), OptionalLong.of(most)));
    }

    private static DeadLetterLimits ratio(double most) {
        return new DeadLetterLimits(
                new DeadLetterPolicy(OnFailure.FAIL, OptionalDouble.of(most), OptionalLong.empty()));
    }
}
