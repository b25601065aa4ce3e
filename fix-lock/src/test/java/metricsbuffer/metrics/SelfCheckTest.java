package metricsbuffer.metrics;

import static metricsbuffer.metrics.ConsumerCounter.RUN_COUNT;
import static metricsbuffer.metrics.ConsumerCounter.STUCK;
import static metricsbuffer.metrics.ConsumerTiming.POLL_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import metricsbuffer.testing.FailingMetrics;
import metricsbuffer.testing.ManualClock;
import metricsbuffer.testing.TestMetrics;
import metricsbuffer.testing.TestMetrics.Sent;
import metricsbuffer.testing.TestRecorder;
import org.junit.jupiter.api.Test;

class SelfCheckTest {

    private final TestMetrics agent = new TestMetrics();
    private final SelfCheck check = new SelfCheck(agent);
    private final Metrics backend = check.around(agent);
    private final Recorder recorder = check.around(new TestRecorder(new ArrayList<>()));

    @Test
    void balancesOverABufferThatOneThreadUses() {
        MetricsBuffer buffer = new MetricsBuffer(backend, new ManualClock(), Duration.ofSeconds(1));
        Recorder watched = check.around(buffer);
        watched.increment(RUN_COUNT, 3);
        watched.time(POLL_TIME, 40);
        assertThat(check.imbalance(buffer.pending())).as("all is pending").isEmpty();

        watched.flush();
        assertThat(check.imbalance(buffer.pending())).as("all is delivered").isEmpty();
        assertThat(gauge()).containsExactly(0L);
    }

    @Test
    void showsWhatIsLostAndWhatIsDeliveredTwice() {
        recorder.increment(RUN_COUNT, 5);
        backend.increment(RUN_COUNT.metricName(), 3);
        assertThat(check.imbalance(Map.of())).hasValue("2 counts and 0 ns");
        assertThat(check.imbalance(Map.of(RUN_COUNT.metricName(), 2L))).isEmpty();

        recorder.time(POLL_TIME, 10);
        backend.timing(POLL_TIME.metricName(), 10);
        backend.timing(POLL_TIME.metricName(), 10);
        backend.increment(RUN_COUNT.metricName(), 3);
        assertThat(check.imbalance(Map.of())).hasValue("-1 counts and -10 ns");
        assertThat(gauge()).containsExactly(2L, -1L);
    }

    @Test
    void countsNothingAsDeliveredThatTheBackendRefuses() {
        SelfCheck refusing = new SelfCheck(new FailingMetrics());
        refusing.around(new TestRecorder(new ArrayList<>())).increment(STUCK, 1);

        assertThatThrownBy(() -> refusing.around(new FailingMetrics()).increment(STUCK.metricName(), 1))
                .as("the buffer must see it").hasMessageContaining("refuses");
        assertThat(refusing.imbalance(Map.of(STUCK.metricName(), 1L))).isEmpty();
    }

    private List<Long> gauge() {
        return agent.sent("arroyo.consumer.metrics.open").stream().map(Sent::value).toList();
    }
}
