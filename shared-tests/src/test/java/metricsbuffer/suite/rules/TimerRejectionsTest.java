package metricsbuffer.suite.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import yours.TurnedTimerBuffer;

/** A buffer that a timer flushes is judged as any other, with a timer that the suite turns. */
class TimerRejectionsTest extends Rejections {

    @Test
    void theExampleWithATimerBreaksNothingThatItPromises() {
        assertThat(rejecting(TurnedTimerBuffer::new, all())).allMatch(scenario -> scenario.startsWith("r201"));
    }
}
