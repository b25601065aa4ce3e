package metricsbuffer.suite.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import metricsbuffer.suite.rig.Reconciliation;
import metricsbuffer.suite.rig.Reconciliation.Line;
import org.junit.jupiter.api.Test;

class ReconciliationTableTest {

    @Test
    void whatOneRunLostDoesNotMakeUpForWhatAnotherDoubled() {
        ReconciliationTable table = new ReconciliationTable(List.of(
                new Reconciliation(List.of(new Line("arroyo.consumer.run.count", false, 10, 7))),
                new Reconciliation(List.of(new Line("arroyo.consumer.run.count", false, 10, 13)))));

        assertThat(table.isBalanced()).isFalse();
        assertThat(table.lostCounts()).isEqualTo(3);
        assertThat(table.doubledCounts()).isEqualTo(3);
        assertThat(table.lines()).anySatisfy(row -> assertThat(row.replaceAll(" +", " "))
                .isEqualTo(" | run.count | 20 | 20 | 3 | 3 |"));
    }

    @Test
    void aNanosecondIsNotShownAsNothing() {
        ReconciliationTable table = new ReconciliationTable(List.of(
                new Reconciliation(List.of(new Line("arroyo.consumer.poll.time", true, 2_500_001, 2_500_000)))));

        assertThat(table.isBalanced()).isFalse();
        assertThat(table.lines()).anySatisfy(row -> assertThat(row.replaceAll(" +", " "))
                .isEqualTo(" | poll.time [ms] | 2.500 | 2.500 | <0.001 | 0 |"));
    }

    @Test
    void booksBalanceWhenNothingIsLostOrDoubledOfEitherKind() {
        Line count = new Line("arroyo.consumer.run.count", false, 10, 10);
        Line time = new Line("arroyo.consumer.poll.time", true, 7, 7);

        assertThat(new ReconciliationTable(List.of(new Reconciliation(List.of(count, time)))).isBalanced()).isTrue();
        assertThat(new ReconciliationTable(List.of(new Reconciliation(List.of(count,
                new Line("arroyo.consumer.poll.time", true, 7, 8))))).isBalanced()).isFalse();
        assertThat(new ReconciliationTable(List.of(new Reconciliation(List.of(
                new Line("arroyo.consumer.run.count", false, 10, 11), time)))).isBalanced()).isFalse();
    }

    @Test
    void countersStandAboveTimingsAndEachMetricOnce() {
        ReconciliationTable table = new ReconciliationTable(List.of(
                new Reconciliation(List.of(new Line("arroyo.consumer.poll.time", true, 2_000_000, 1_000_000),
                        new Line("arroyo.consumer.run.count", false, 1, 1))),
                new Reconciliation(List.of(new Line("arroyo.consumer.pause", false, 1, 1)))));

        assertThat(table.lines().stream().filter(row -> !row.contains("---")).map(row -> row.split(" +")[2]))
                .containsExactly("arroyo.consumer.*", "run.count", "pause", "ALL", "poll.time", "ALL");
        assertThat(table.time()).isEqualTo("and of the times 1.000 ms lost, 0 ms doubled");
    }

    @Test
    void theRowsAre80ColumnsWide() {
        ReconciliationTable table = new ReconciliationTable(List.of(new Reconciliation(List.of(
                new Line("arroyo.consumer.metrics.send_errors", false, 1, 1),
                new Line("arroyo.consumer.backpressure.time", true, 99_999_999_000L, 0)))));

        assertThat(table.lines()).allSatisfy(row -> assertThat(row).hasSize(80));
    }
}
