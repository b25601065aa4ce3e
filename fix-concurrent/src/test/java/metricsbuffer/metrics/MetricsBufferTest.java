package metricsbuffer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import metricsbuffer.testing.ManualClock;
import metricsbuffer.testing.TestMetrics;
import org.junit.jupiter.api.Test;

/** What one thread may expect of the buffer beside the rules, which {@code BufferRulesTest} judges. */
class MetricsBufferTest {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final TestMetrics metrics = new TestMetrics();
    private final ManualClock clock = new ManualClock();
    private final MetricsBuffer buffer = new MetricsBuffer(metrics, clock, INTERVAL);

    @Test
    void pendingIsWhatAFlushWouldEmit() {
        buffer.increment(ConsumerCounter.RUN_COUNT, 2);
        buffer.increment(ConsumerCounter.STUCK, 1);
        buffer.time(ConsumerTiming.values()[0], 30);
        buffer.time(ConsumerTiming.values()[0], 4);
        assertThat(buffer.pending()).isEqualTo(Map.of(ConsumerCounter.RUN_COUNT.metricName(), 2L,
                ConsumerCounter.STUCK.metricName(), 1L, ConsumerTiming.values()[0].metricName(), 34L));
        assertThat(metrics.sum(ConsumerCounter.RUN_COUNT.metricName())).isZero();

        buffer.flush();
        assertThat(buffer.pending()).isEmpty();
        assertThat(metrics.sum(ConsumerTiming.values()[0].metricName())).isEqualTo(34);
    }

    @Test
    void aRecordMadeMoreThanAnIntervalAfterTheLastFlushFlushes() {
        clock.advance(INTERVAL);
        buffer.increment(ConsumerCounter.RUN_COUNT, 1);
        assertThat(buffer.pending()).as("exactly one interval after").isNotEmpty();

        clock.advance(Duration.ofNanos(1));
        buffer.increment(ConsumerCounter.RUN_COUNT, 1);
        assertThat(buffer.pending()).as("a nanosecond later").isEmpty();
        assertThat(metrics.sum(ConsumerCounter.RUN_COUNT.metricName())).isEqualTo(2);
    }

    @Test
    void anyFlushBeginsANewInterval() {
        clock.advance(INTERVAL.multipliedBy(3).dividedBy(4));
        buffer.flush();
        clock.advance(INTERVAL.dividedBy(2));
        buffer.increment(ConsumerCounter.RUN_COUNT, 1);
        assertThat(buffer.pending()).as("half an interval after the flush").isNotEmpty();

        clock.advance(INTERVAL);
        buffer.increment(ConsumerCounter.RUN_COUNT, 1);
        assertThat(buffer.pending()).as("one and a half intervals after it").isEmpty();
    }
}
