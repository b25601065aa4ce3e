package metricsbuffer.suite.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import metricsbuffer.suite.system.Books;
import metricsbuffer.suite.system.Books.Line;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    @Test
    void what_one_run_lost_does_not_make_up_for_what_another_doubled() {
        Reconciliation books = new Reconciliation(List.of(
                new Books(List.of(new Line("arroyo.consumer.run.count", false, 10, 7))),
                new Books(List.of(new Line("arroyo.consumer.run.count", false, 10, 13)))));

        assertThat(books.isBalanced()).isFalse();
        assertThat(books.lostCounts()).isEqualTo(3);
        assertThat(books.doubledCounts()).isEqualTo(3);
        assertThat(books.table()).anySatisfy(row -> assertThat(row.replaceAll(" +", " "))
                .isEqualTo(" | run.count | 20 | 20 | 3 | 3 |"));
    }

    @Test
    void a_nanosecond_is_not_shown_as_nothing() {
        Reconciliation books = new Reconciliation(List.of(
                new Books(List.of(new Line("arroyo.consumer.poll.time", true, 2_500_001, 2_500_000)))));

        assertThat(books.isBalanced()).isFalse();
        assertThat(books.table()).anySatisfy(row -> assertThat(row.replaceAll(" +", " "))
                .isEqualTo(" | poll.time [ms] | 2.500 | 2.500 | <0.001 | 0 |"));
    }

    @Test
    void the_rows_are_80_columns_wide() {
        Reconciliation books = new Reconciliation(List.of(new Books(List.of(
                new Line("arroyo.consumer.metrics.send_errors", false, 1, 1),
                new Line("arroyo.consumer.backpressure.time", true, 99_999_999_000L, 0)))));

        assertThat(books.table()).allSatisfy(row -> assertThat(row).hasSize(80));
    }
}
