package metricsbuffer.exercises;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metricsbuffer.suite.model.FlushModelRules;
import metricsbuffer.suite.model.RecordModelRules;
import metricsbuffer.suite.rules.BufferRules;
import metricsbuffer.suite.support.ChildJvm;
import metricsbuffer.suite.verdict.RuleExtension;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.VerdictLog;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * Runs the suite on a module that was compiled apart, and says what it saw. In a JVM of its own, with the module on the
 * class path: Lincheck finds only classes that are there. May be used by several threads.
 */
final class Judge {

    /** How many modules are judged side by side: the JVM of each keeps one CPU busy. */
    static final int AT_A_TIME = 2;

    /** All forced scenarios. */
    static final String FORCED = "forced scenarios";

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final List<Class<?>> MODEL_CHECKS = List.of(RecordModel.class, FlushModel.class);

    private Judge() {}

    /** The suite as a module runs it. */
    static class Rules extends BufferRules {}

    /** The model checks as a module runs them. */
    static class RecordModel extends RecordModelRules {}

    static class FlushModel extends FlushModelRules {}

    /**
     * The verdicts of some scenarios.
     *
     * @param classes the compiled module
     * @param folder where the verdicts and the interleavings are written; without verdicts so far
     * @param scenarios {@link #FORCED}; the names of test methods of the model checks, each of which takes seconds; and
     *     test methods of classes of this package, as {@code Class.method}
     * @throws IOException if a scenario gave no verdict
     */
    static List<Verdict> judge(Path classes, Path folder, List<String> scenarios)
            throws IOException, InterruptedException {
        // A JVM that lives for seconds: what matters is how soon it is up.
        ChildJvm.Starter starter = ChildJvm.of(Judge.class).before(classes).in(folder).flags("-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Dmodel.executions=300", "-Dmodel.executions.deep=2100",
                "-Dmb.stamp=" + VerdictLog.stamp(), "-Dmb.canaries=" + System.getProperty("mb.canaries", "canaries"));
        if (Runtime.version().feature() >= 22) {
            starter.flags("-XX:+EnableDynamicAgentLoading", "--sun-misc-unsafe-memory-access=allow");
        }
        Path log = folder.resolve("judged.log");
        try (ChildJvm child = starter.start(log, scenarios.toArray(String[]::new))) {
            if (!child.ended(LIMIT) || child.exitCode() != 0) {
                throw new IOException("no verdict; see " + log.toAbsolutePath());
            }
        }
        return new VerdictLog(folder).read().verdicts();
    }

    /** Runs scenarios, named by the arguments, on the module on the class path. */
    public static void main(String[] scenarios) throws IOException {
        List<DiscoverySelector> selected = new ArrayList<>();
        for (String scenario : scenarios) {
            selected.add(scenario.equals(FORCED) ? DiscoverySelectors.selectClass(Rules.class)
                    : scenario.contains(".") ? ownScenario(scenario) : modelCheck(scenario));
        }
        Optional<Event> failed = EngineTestKit.engine("junit-jupiter")
                .configurationParameter(RuleExtension.FOLDER, "")
                .selectors(selected.toArray(DiscoverySelector[]::new))
                .execute().allEvents().failed().stream().findFirst();
        if (failed.isPresent()) {
            throw new IOException("no verdict: " + failed.get().getTestDescriptor().getDisplayName(),
                    failed.get().getRequiredPayload(TestExecutionResult.class).getThrowable().orElse(null));
        }
        System.exit(0); // whatever threads a scenario has left behind
    }

    private static DiscoverySelector ownScenario(String scenario) {
        return DiscoverySelectors.selectMethod(
                Judge.class.getPackageName() + "." + scenario.replace('.', '#'));
    }

    private static DiscoverySelector modelCheck(String scenario) throws IOException {
        return MODEL_CHECKS.stream().flatMap(rules -> ReflectionSupport.findMethods(rules,
                        method -> method.getName().equals(scenario), HierarchyTraversalMode.TOP_DOWN).stream()
                .map(method -> DiscoverySelectors.selectMethod(rules, method))).findFirst()
                .orElseThrow(() -> new IOException("the model checks have no scenario " + scenario));
    }
}
