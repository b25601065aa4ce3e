package metricsbuffer.metrics;

import static metricsbuffer.suite.support.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CoarseClockTest {

    @Test
    void followsTheMonotonicClockFromBehind() {
        try (CoarseClock clock = new CoarseClock(Duration.ofMillis(1))) {
            long start = System.nanoTime();
            await().until(() -> clock.getAsLong() - start > 0);

            long read = clock.getAsLong();
            assertThat(System.nanoTime() - read).isNotNegative();
        }
    }

    @Test
    void standsStillWhenItIsClosed() {
        CoarseClock clock = new CoarseClock(Duration.ofMillis(1));
        clock.close();
        long stopped = clock.getAsLong();

        await().during(Duration.ofMillis(20)).until(() -> clock.getAsLong() == stopped);
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("metrics-clock");
    }

    @Test
    void refusesATickThatIsNotPositive() {
        assertThatThrownBy(() -> new CoarseClock(Duration.ZERO)).hasMessageContaining("tick");
    }
}
