package metricsbuffer.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.testing.FailingMetrics;
import metricsbuffer.testing.TestMetrics;
import metricsbuffer.testing.TestMetrics.Sent;
import org.junit.jupiter.api.Test;

class HarmlessMetricsTest {

    @Test
    void handsOnWhatTheBackendTakes() {
        TestMetrics backend = new TestMetrics();
        Metrics harmless = HarmlessMetrics.around(backend);

        harmless.increment("a", 3, "key:value");
        harmless.gauge("b", 2);
        harmless.timing("c", 4);

        assertThat(backend.sent("a")).containsExactly(new Sent("a", 3, List.of("key:value")));
        assertThat(backend.sum("b")).isEqualTo(2);
        assertThat(backend.sum("c")).isEqualTo(4);
    }

    @Test
    void throwsNothingAndWarnsOnceANameThoughEachIsTriedAgain() {
        FailingMetrics backend = new FailingMetrics();
        Metrics harmless = HarmlessMetrics.around(backend);

        try (LogCapture log = new LogCapture(HarmlessMetrics.class)) {
            for (int i = 0; i < 3; i++) {
                harmless.increment("a", 1);
                harmless.gauge("b", 1);
                harmless.timing("c", 1);
            }
            assertThat(log.lines()).hasSize(3).allMatch(line -> line.startsWith("WARN"));
            assertThat(log.text()).contains("the backend refuses a", "the backend refuses b", "the backend refuses c");
        }
        assertThat(backend.refused).hasSize(9);
    }

    @Test
    void throwsNoCheckedExceptionThatIsNotDeclaredButEveryError() {
        HarmlessMetrics.around(throwing(new IOException("not declared"))).increment("a", 1);

        Error error = new StackOverflowError();
        assertThatThrownBy(() -> HarmlessMetrics.around(throwing(error)).increment("a", 1)).isSameAs(error);
    }

    @Test
    void isPutAroundOnce() {
        Metrics harmless = HarmlessMetrics.around(Metrics.NONE);

        assertThat(HarmlessMetrics.around(harmless)).isSameAs(harmless);
    }

    private static Metrics throwing(Throwable failure) {
        return new Metrics() {
            @Override
            public void increment(String name, long amount, String... tags) {
                HarmlessMetricsTest.<RuntimeException>throwUnchecked(failure);
            }

            @Override
            public void gauge(String name, double value, String... tags) {}

            @Override
            public void timing(String name, long nanos, String... tags) {}
        };
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUnchecked(Throwable failure) throws T {
        throw (T) failure;
    }
}
