package metricsbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import metricsbuffer.testing.ManualClock;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final Duration LONG = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock();
    private final Deadline deadline = new Deadline(TIMEOUT, clock);

    @Test
    void doesNotRunBeforeTheShutdownBegins() {
        clock.advance(LONG);

        assertThat(deadline.hasBegun()).isFalse();
        assertThat(deadline.left()).isEqualTo(TIMEOUT);
        assertThat(deadline.share(LONG)).isEqualTo(LONG);
    }

    @Test
    void beginsOnce() {
        deadline.begin();
        clock.advance(Duration.ofSeconds(5));
        deadline.begin();

        assertThat(deadline.hasBegun()).isTrue();
        assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(3));
        clock.advance(Duration.ofSeconds(5));
        assertThat(deadline.left()).isZero();
        assertThat(deadline.share(LONG)).isZero();
    }

    @Test
    void leavesAReserveAfterTheStepThatNeedsMost() {
        assertThat(deadline.allBut(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(6));

        deadline.begin();
        clock.advance(Duration.ofSeconds(5));

        assertThat(deadline.allBut(Duration.ofSeconds(2))).as("half of what is left").isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void leavesHalfOfTheTimeForTheStepsAfterOne() {
        deadline.begin();

        assertThat(deadline.share(LONG)).isEqualTo(Duration.ofSeconds(4));
        assertThat(deadline.share(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(4));
        assertThat(deadline.share(LONG)).isEqualTo(Duration.ofSeconds(2));
    }
}
