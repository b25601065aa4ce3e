package metricsbuffer.suite.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import metricsbuffer.suite.rules.FaultyBuffer.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import yours.ExampleBuffer;

/** A test that cannot fail is none: for every forced scenario there is a wrong buffer here that it rejects. */
class EveryScenarioCanFailTest extends Rejections {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFaultIsRejected(Fault fault) {
        List<String> scenarios = fault.rejectedBy();
        assertThat(rejecting(faulty(fault), scenarios)).containsExactlyInAnyOrderElementsOf(scenarios);
    }

    @Test
    void withoutAFaultNothingIsRejected() {
        assertThat(rejecting(faulty(Fault.NONE), all())).isEmpty();
    }

    /** What readers begin with. It keeps whatever the sink throws; the atomic cut is all that it does not promise. */
    @Test
    void theExampleBreaksNothingThatItPromises() {
        assertThat(rejecting(ExampleBuffer::new, all())).allMatch(scenario -> scenario.startsWith("r201"));
    }

    @Test
    void everyScenarioRejectsTheNaiveBufferOrAFault() {
        Set<String> idle = new TreeSet<>(all());
        idle.removeAll(rejecting(NaiveBuffer::new, all()));
        Stream.of(Fault.values()).map(Fault::rejectedBy).forEach(idle::removeAll);
        Stream.of(WrongOwnThread.values()).map(WrongOwnThread::rejectedBy).forEach(idle::removeAll);
        assertThat(idle).as("scenarios that no wrong buffer here fails; add a Fault that each of them rejects")
                .isEmpty();
    }

    @Test
    void oneCounterAndOneTimingAreEnough() {
        WrongModule.count = 1;
        assertThat(rejecting(faulty(Fault.NONE), all())).isEmpty();
        List<String> few = rejecting(NaiveBuffer::new, all());
        WrongModule.count = WrongModule.MANY;
        List<String> many = rejecting(NaiveBuffer::new, all());
        assertThat(few).isEqualTo(many);
    }

    @ParameterizedTest
    @EnumSource(names = {"TWO_FLUSHES_SHARE_WHAT_IS_TAKEN", "KEEPS_ONLY_WHAT_EXCEPTIONS_REFUSE",
        "GIVES_UP_WHILE_ANOTHER_FLUSHES", "FLUSHES_INSIDE_A_FLUSH"})
    void aFaultIsRejectedByOneCounterAndOneTiming(Fault fault) {
        WrongModule.count = 1;
        List<String> scenarios = fault.rejectedBy();
        assertThat(rejecting(faulty(fault), scenarios)).containsExactlyInAnyOrderElementsOf(scenarios);
    }

    private static WrongModule.Maker faulty(Fault fault) {
        return (sink, nanoClock, intervalNanos) -> new FaultyBuffer(fault, sink, nanoClock, intervalNanos);
    }
}
