package metricsbuffer.suite.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.PortCheck;
import metricsbuffer.suite.verdict.Expectations;
import metricsbuffer.suite.verdict.RuleExtension;
import metricsbuffer.suite.verdict.VerdictLog;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openjdk.jcstress.annotations.Actor;

/**
 * The rules on the real machine: two threads on two CPUs, or three on three, millions of times, and a count of what
 * came out. A module subclasses this with an empty class; {@link StressJudge} says what is red. What the machine has
 * not enough CPUs for is reported as 'not run'.
 *
 * <pre>
 *   cd buggy
 *   mvn verify -Dit.test=StressRulesIT
 *   mvn verify -Dit.test=StressRulesIT -Dstress.tests=RecordAgainstFlushNew,FlushAgainstFlush -Dstress.time=1000
 * </pre>
 *
 * The first runs all tests, the second these two, each iteration for 1,000 milliseconds instead of 300. With
 * {@code -Dtest=none} in addition the unit tests are left out. They run in a JVM of their own, on the class path of the
 * tests, without the flags of this one. What jcstress itself reports is in
 * {@code target/jcstress/results/index.html}.
 */
@ExtendWith(PortCheck.class)
@Tag("alone") // both of two CPUs are taken
public abstract class StressRules {

    /** How many {@link Metric} has. */
    private static final int COUNTERS = 3;

    static final List<Class<?>> TESTS = List.of(
            RecordsOfOneMetric.class,
            RecordsOfTwoMetrics.class,
            RecordAgainstFlushNew.class,
            RecordAgainstFlushPresent.class,
            FlushAgainstFlush.class,
            TimingAndCounterAgainstFlush.class,
            FirstSeenWhileFlushing.class,
            CutThroughTwoMetrics.class,
            CutAcrossThreads.class);

    @TestFactory
    Stream<DynamicTest> stress() throws IOException, InterruptedException {
        Expectations expectations = Expectations.load();
        if (expectations.ownThreads()) {
            notJudged(Expectations.NOT_JUDGED);
        }
        if (BufferModule.load().counters().size() < COUNTERS) {
            notJudged("not judged: it has fewer than three counters");
        }
        List<Class<?>> selected = selected(System.getProperty("stress.tests", ""));
        int millis = Integer.getInteger("stress.time", 300);

        // jcstress leaves these out without a word.
        List<Class<?>> notRun = notRun(selected, Runtime.getRuntime().availableProcessors());
        List<Class<?>> run = selected.stream().filter(test -> !notRun.contains(test)).toList();

        List<OutcomeCounts> counted = run.isEmpty() ? List.of()
                : new JcstressRun(Path.of("target", "jcstress"), millis).run(run);

        // A test that did not run must not look like one that found nothing.
        assertThat(counted).extracting(OutcomeCounts::test)
                .as("the tests that ran (jcstress leaves out what it has not enough CPUs for: a test needs one for"
                        + " each actor); target/jcstress/console.txt says more")
                .containsExactlyInAnyOrderElementsOf(names(run));

        StressJudge judge = new StressJudge(expectations, RuleExtension.isRaw());
        List<String> leftOut = notRun.stream().map(StressRules::notRunLine).toList();
        VerdictLog.ofThisModule().write(getClass().getSimpleName(), List.of(),
                Stream.concat(counted.stream().map(judge::line), leftOut.stream()).toList());
        leftOut.forEach(line -> System.out.printf("%nstress: %s%n", line));
        List<DynamicTest> tests = new ArrayList<>();
        for (OutcomeCounts counts : counted) {
            tests.add(DynamicTest.dynamicTest(counts.test(), () -> {
                System.out.print(judge.report(counts));
                judge.judge(counts);
            }));
        }
        if (selected.size() == TESTS.size()) { // with those that are not run: the others have teeth enough
            tests.add(DynamicTest.dynamicTest("a declared violation is seen", () -> judge.judgeTeeth(counted)));
        }
        return tests.stream();
    }

    /** The tests with more actors than there are CPUs. */
    static List<Class<?>> notRun(List<Class<?>> tests, int cpus) {
        return tests.stream().filter(test -> actors(test) > cpus).toList();
    }

    static String notRunLine(Class<?> test) {
        int actors = actors(test);
        return "%s: not run: %s actors".formatted(test.getSimpleName(), actors == 3 ? "three" : actors);
    }

    private static int actors(Class<?> test) {
        return (int) Stream.of(test.getMethods()).filter(method -> method.isAnnotationPresent(Actor.class)).count();
    }

    /** Says so, and aborts the test. */
    private void notJudged(String reason) {
        VerdictLog.ofThisModule().write(getClass().getSimpleName(), List.of(), List.of(reason));
        System.out.println("stress: " + reason);
        Assumptions.abort(reason);
    }

    private static List<Class<?>> selected(String simpleNames) {
        if (simpleNames.isBlank()) {
            return TESTS;
        }
        Set<String> wanted = new TreeSet<>(List.of(simpleNames.strip().split("\\s*,\\s*")));
        List<Class<?>> selected = TESTS.stream().filter(test -> wanted.contains(test.getSimpleName())).toList();
        assertThat(names(selected)).as("stress.tests, out of %s", names(TESTS))
                .containsExactlyInAnyOrderElementsOf(wanted);
        return selected;
    }

    private static List<String> names(Collection<Class<?>> tests) {
        return tests.stream().map(Class::getSimpleName).toList();
    }
}
