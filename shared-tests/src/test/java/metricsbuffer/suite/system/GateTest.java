package metricsbuffer.suite.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateTest {

    private final Gate gate = new Gate("a gate");

    @Test
    void the_first_is_held_and_the_others_pass() throws Exception {
        Thread first = new Thread(gate::pass);
        first.start();
        assertThat(Patience.waitUntil(gate::reached)).isTrue();

        gate.pass(); // returns

        assertThat(Threads.returnsOrWaits(first)).isTrue();
        assertThat(first.isAlive()).isTrue();
        gate.open();
        first.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(first.isAlive()).isFalse();
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
    void an_interrupt_lets_go_and_is_not_forgotten() throws Exception {
        Thread first = new Thread(gate::pass);
        first.start();
        assertThat(Patience.waitUntil(gate::reached)).isTrue();
        first.interrupt();
        first.join(TimeUnit.SECONDS.toMillis(10));

        assertThatThrownBy(gate::requireOrderlyUse).hasMessageContaining("interrupted at the gate 'a gate'");
    }
}
