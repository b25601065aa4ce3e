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
    void the_first_is_held_and_the_others_pass() {
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
    void once_open_it_holds_nobody() {
        gate.open();
        gate.pass();
        gate.awaitOpen();
        gate.requireOrderlyUse();
    }

    @Test
    void an_interrupt_lets_go_and_is_not_forgotten() {
        Actor first = Actor.start("first", () -> {
            Thread.currentThread().interrupt();
            gate.pass();
        });
        assertThat(first.finished(LIMIT)).isTrue();

        assertThat(gate.reached()).isTrue();
        assertThatThrownBy(gate::requireOrderlyUse).hasMessageContaining("interrupted at the gate 'a gate'");
    }
}
