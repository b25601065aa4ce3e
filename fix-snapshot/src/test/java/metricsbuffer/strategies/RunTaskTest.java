package metricsbuffer.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import metricsbuffer.processing.InvalidMessageException;
import metricsbuffer.processing.MessageRejectedException;
import metricsbuffer.testing.ScriptedStrategy;
import org.junit.jupiter.api.Test;

class RunTaskTest {

    private final List<String> events = new ArrayList<>();
    private final List<Long> processed = new ArrayList<>();
    private final ScriptedStrategy next = Records.last(events);

    @Test
    void processesAndHandsOn() {
        RunTask strategy = new RunTask(record -> processed.add(record.offset()), next);

        strategy.submit(Records.record(0));
        strategy.submit(Records.record(1));

        assertThat(processed).containsExactly(0L, 1L);
        assertThat(next.taken).containsExactly(0L, 1L);
    }

    @Test
    void doesNotProcessAgainWhatTheNextStrategyRejected() {
        RunTask strategy = new RunTask(record -> processed.add(record.offset()), next);
        next.onSubmit = record -> {
            throw new MessageRejectedException();
        };
        var record = Records.record(0);

        assertThatThrownBy(() -> strategy.submit(record)).isInstanceOf(MessageRejectedException.class);
        next.onSubmit = accepted -> {};
        strategy.submit(record);

        assertThat(processed).containsExactly(0L);
        assertThat(next.taken).containsExactly(0L);
    }

    @Test
    void handsOnNothingThatIsInvalid() {
        RunTask strategy = new RunTask(record -> {
            throw new InvalidMessageException(record, "odd");
        }, next);
        var record = Records.record(0);

        assertThatThrownBy(() -> strategy.submit(record)).isInstanceOf(InvalidMessageException.class);
        strategy.skip(record);

        assertThat(next.taken).isEmpty();
        assertThat(next.skipped).containsExactly(0L);
    }

    @Test
    void endsTheNextStrategyWithItself() {
        RunTask strategy = new RunTask(record -> {}, next);
        next.onJoin = () -> false;

        strategy.close();
        assertThat(strategy.join(Duration.ZERO)).isFalse();
        strategy.terminate();

        assertThat(events).containsExactly("strategy closed", "strategy joined", "strategy terminated");
    }
}
