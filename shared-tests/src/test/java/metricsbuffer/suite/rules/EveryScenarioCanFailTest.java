package metricsbuffer.suite.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** A test that cannot fail is none: for every forced scenario there is a wrong buffer here that it rejects. */
class EveryScenarioCanFailTest {

    /** The suite, as a module runs it. */
    static class Rules extends BufferRules {}

    @TempDir
    private Path folder;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void judgeWrongBuffers() {
        Thread.currentThread().setContextClassLoader(WrongModule.LOADER);
    }

    @AfterEach
    void putBack() {
        Thread.currentThread().setContextClassLoader(before);
        WrongModule.maker = null;
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(Fault.NEVER_RESETS, List.of("r101TotalsOverSeveralFlushes")),
                arguments(Fault.HOLDS_NO_MORE_THAN_A_THOUSAND_RECORDS, List.of("r101ManyRecordsBeforeAFlush")),
                arguments(Fault.EMITS_NO_MORE_THAN_A_THOUSAND_UNITS, List.of("r105ManyRecordsThenOneFlush")),
                arguments(Fault.DROPS_WHAT_IS_REFUSED_WHEN_A_RECORD_FLUSHES,
                        List.of("r106TotalsRefusedInAFlushBegunByARecord")),
                arguments(Fault.KEEPS_ONLY_WHAT_UNCHECKED_EXCEPTIONS_REFUSE, List.of(
                        "r106OneTotalRefusedByACheckedException", "r106TotalsRefusedInAFlushBegunByARecord")),
                arguments(Fault.KEEPS_ONLY_WHAT_EXCEPTIONS_REFUSE, List.of("r106OneTotalRefusedByAnError",
                        "r106TotalsRefusedInAFlushBegunByARecord")),
                arguments(Fault.GIVES_UP_WHILE_ANOTHER_FLUSHES, List.of("r105RecordThenFlushDuringAnotherFlush",
                        "r105RecordThenFlushDuringAFlushBegunByARecord")),
                arguments(Fault.FLUSHES_ONLY_WHEN_THE_INTERVAL_IS_OVER,
                        List.of("r105WhatAThreadRecordedIsEmittedWhenItsFlushReturns")),
                arguments(Fault.EMITS_UNDER_THE_LOCK, List.of("r301RecordersWhileTheSinkBlocksAFlush",
                        "r301RecordersWhileTheSinkBlocksAFlushBegunByARecord",
                        "r302TheSinkWaitsForAnotherThreadThatRecords")),
                arguments(Fault.SUPPRESSES_AN_EXCEPTION_IN_ITSELF, List.of("r106EveryTotalRefusedByTheSameException")),
                arguments(Fault.NEVER_FLUSHES_BY_ITSELF, List.of("r401ARecordMadeWhenTheIntervalIsOverBeginsAFlush",
                        "r403TheInjectedClockMovesAndTheWallClockHardly")),
                arguments(Fault.FLUSHES_AT_EVERY_RECORD, List.of("r401ARecordMadeWhenTheIntervalIsOverBeginsAFlush",
                        "r402TheIntervalStartsAnewWhenItIsClaimed")),
                arguments(Fault.FLAG_STAYS, List.of("r401AgainOnceTheRunningOneHasEnded")),
                arguments(Fault.FLAG_STAYS_AFTER_A_FAILURE, List.of("r303TheBufferGoesOnAfterAFailure")),
                arguments(Fault.GOES_BY_THE_WALL_CLOCK, List.of("r403TheWallClockMovesAndTheInjectedOneStands",
                        "r403TheInjectedClockMovesAndTheWallClockHardly")),
                arguments(Fault.COMPARES_READINGS, List.of("r403TheClockStartsAnywhereAndOverflows")),
                arguments(Fault.TURNS_THE_INTERVAL_BACK, List.of("r402AFlushThatIsHeldUpAfterItReadTheClock")),
                arguments(Fault.REFUSES_NULL_WITHOUT_A_NAME, List.of("r501NullIsRefusedByName")),
                arguments(Fault.TAKES_NEGATIVE_AMOUNTS, List.of("r501ANegativeAmountIsRefusedByName",
                        "r501ARefusedRecordChangesNothing")),
                arguments(Fault.CHECKS_AFTER_THE_WRITE, List.of("r501ARefusedRecordChangesNothing")),
                arguments(Fault.EMITS_ZERO, List.of("r501ATotalOfZeroIsNotEmitted")),
                arguments(Fault.ADDS_UP_MILLISECONDS, List.of("r501NothingIsTruncated")),
                arguments(Fault.ADDS_UP_INTS, List.of("r501NothingIsTruncated")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsRejected(Fault fault, List<String> scenarios) {
        assertThat(rejecting(faulty(fault), scenarios)).containsExactlyInAnyOrderElementsOf(scenarios);
    }

    @Test
    void withoutAFaultNothingIsRejected() {
        assertThat(rejecting(faulty(Fault.NONE), all())).isEmpty();
    }

    @Test
    void everyScenarioRejectsTheNaiveBufferOrAFault() {
        Set<String> idle = new TreeSet<>(all());
        idle.removeAll(rejecting(NaiveBuffer::new, all()));
        faults().forEach(fault -> idle.removeAll((List<?>) fault.get()[1]));
        assertThat(idle).as("scenarios that no wrong buffer here fails; add a Fault that each of them rejects")
                .isEmpty();
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
