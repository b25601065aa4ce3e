package metricsbuffer.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorOptionsTest {

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 500, 1_000, 1_499})
    void refusesAStuckTimeoutThatALoopWithNothingToDoWouldExceed(long millis) {
        assertThatThrownBy(() -> options(Duration.ofMillis(millis)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stuckTimeout: must be at least 1500 ms, was " + millis + " ms: a loop that has");
    }

    /** On an idle topic the loop waits for nothing else than these polls. */
    @Test
    void theShortestStuckTimeoutIsWellAboveTheWaitsOfALoopWithNothingToDo() {
        Fixture fixture = new Fixture();
        fixture.stuckTimeout = options(ProcessorOptions.SHORTEST_STUCK_TIMEOUT).stuckTimeout();
        fixture.consumer.assign(0);
        fixture.consumer.step(() -> {});
        fixture.consumer.step(() -> {});

        fixture.run();

        assertThat(fixture.consumer.pollTimeouts).isNotEmpty().allSatisfy(wait -> assertThat(wait)
                .isLessThanOrEqualTo(ProcessorOptions.SHORTEST_STUCK_TIMEOUT.minusMillis(500)));
    }

    private static ProcessorOptions options(Duration stuckTimeout) {
        ProcessorOptions defaults = ProcessorOptions.DEFAULTS;
        return new ProcessorOptions(defaults.commitPolicy(), defaults.joinTimeout(), defaults.backpressureThreshold(),
                Optional.of(stuckTimeout));
    }
}
