package metricsbuffer.suite.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metricsbuffer.suite.rules.FaultyBuffer.Fault;
import metricsbuffer.suite.verdict.RuleExtension;
import metricsbuffer.suite.verdict.RuleViolation;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import metricsbuffer.suite.verdict.VerdictLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import yours.ExampleBuffer;
import yours.OwnThreadBuffer;

/** A test that cannot fail is none: for every forced scenario there is a wrong buffer here that it rejects. */
@ExtendWith(WrongModule.InPlace.class)
class EveryScenarioCanFailTest {

    /** The suite, as a module runs it. */
    static class Rules extends BufferRules {}

    @TempDir
    private Path folder;

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

    @Test
    void aBufferWithAThreadOfItsOwnIsAccepted() {
        WrongModule.declarations = "own-thread.properties";
        assertThat(rejecting(OwnThreadBuffer::new, all())).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).as("threads that nobody has ended")
                .doesNotContain("owner of the totals");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongBufferWithAThreadOfItsOwnIsRejected(WrongOwnThread wrong) {
        WrongModule.declarations = "own-thread.properties";
        assertThat(rejecting(wrong::make, wrong.rejectedBy())).containsExactlyInAnyOrderElementsOf(wrong.rejectedBy());
    }

    private static WrongModule.Maker faulty(Fault fault) {
        return (sink, nanoClock, intervalNanos) -> new FaultyBuffer(fault, sink, nanoClock, intervalNanos);
    }

    /** Those of the scenarios that see their rule broken. */
    private List<String> rejecting(WrongModule.Maker maker, List<String> scenarios) {
        WrongModule.maker = maker;
        Events failed = EngineTestKit.engine("junit-jupiter")
                .configurationParameter(RuleExtension.FOLDER, folder.toString())
                .selectors(scenarios.stream().map(name -> DiscoverySelectors.selectMethod(Rules.class, name))
                        .toArray(DiscoverySelector[]::new))
                .execute().allEvents().failed();
        // The module declares that it holds what it breaks here, so a violation is among the failures.
        assertThat(failed.stream().map(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable()
                .orElseThrow())).as("failures that are no violations").allMatch(RuleViolation.class::isInstance);
        List<Verdict> verdicts = new VerdictLog(folder).read().verdicts();
        assertThat(verdicts).hasSameSizeAs(scenarios).extracting(Verdict::outcome).doesNotContain(Outcome.BROKEN);
        return verdicts.stream().filter(verdict -> verdict.outcome() == Outcome.VIOLATED)
                .map(verdict -> verdict.scenario().substring(verdict.scenario().indexOf('.') + 1)).toList();
    }

    private static List<String> all() {
        return ReflectionSupport.findMethods(Rules.class, method -> method.isAnnotationPresent(Test.class),
                HierarchyTraversalMode.TOP_DOWN).stream().map(method -> method.getName()).collect(Collectors.toList());
    }
}
