package metricsbuffer.suite.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Gate gate = new Gate("a gate");

    @Test
    void theFirstIsHeldAndTheOthersPass() {
        Actor first = Actor.start("first", gate::pass);
        assertThat(Waiting.until(gate::reached)).isTrue();

        gate.pass(); // returns

        assertThat(gate.hasHeld(Thread.currentThread())).isFalse();
        assertThat(first.endsUnlessItWaits(Waiting.FEW_LOOKS, LIMIT)).isFalse();
        gate.open();
        assertThat(first.finished(LIMIT)).isTrue();
        gate.requireOrderlyUse();
    }

    @Test
    void onceOpenItHoldsNobody() {
        gate.open();
        gate.pass();
        gate.awaitOpen();
        gate.requireOrderlyUse();
    }

    @Test
    void anInterruptLetsGoAndIsNotForgotten() {
        Actor first = Actor.start("first", () -> {
            Thread.currentThread().interrupt();
            gate.pass();
        });
        assertThat(first.finished(LIMIT)).isTrue();

        assertThat(gate.reached()).isTrue();
        assertThatThrownBy(gate::requireOrderlyUse).hasMessageContaining("interrupted at the gate 'a gate'");
    }
}
