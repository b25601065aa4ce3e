package metricsbuffer.exercises;

import java.io.IOException;
import java.net.URLClassLoader;
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

/** Runs the suite on a module that was compiled apart, and says what it saw. One at a time in a JVM. */
final class Judge {

    private static final Duration MODEL_CHECK_LIMIT = Duration.ofMinutes(3);

    private Judge() {}

    /** The suite as a module runs it. */
    static class Rules extends BufferRules {}

    /** The model checks as a module runs them. */
    static class RecordModel extends RecordModelRules {}

    static class FlushModel extends FlushModelRules {}

    private static final List<Class<?>> MODEL_CHECKS = List.of(RecordModel.class, FlushModel.class);

    /**
     * The verdicts of all forced scenarios.
     *
     * @param folder where the verdicts are written
     * @throws IOException if a scenario gave no verdict
     */
    static List<Verdict> judge(URLClassLoader module, Path folder) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(module); // by which the suite finds the module
        try {
            run(folder, List.of(DiscoverySelectors.selectClass(Rules.class)));
            return new VerdictLog(folder).read().verdicts();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * The verdicts of some scenarios of the model check: each takes seconds. In a JVM of its own, with the module on
     * the class path: Lincheck finds only classes that are there.
     *
     * @param classes the compiled module
     * @param folder where the verdicts and the interleavings are written
     * @param scenarios the names of the test methods
     * @throws IOException if a scenario gave no verdict
     */
    static List<Verdict> modelCheck(Path classes, Path folder, List<String> scenarios)
            throws IOException, InterruptedException {
        // A JVM that lives for seconds: what matters is how soon it is up.
        ChildJvm.Starter starter = ChildJvm.of(Judge.class).before(classes).in(folder).flags("-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Dmodel.executions=300", "-Dmodel.executions.deep=2100",
                "-Dmb.stamp=" + VerdictLog.stamp());
        if (Runtime.version().feature() >= 22) {
            starter.flags("-XX:+EnableDynamicAgentLoading", "--sun-misc-unsafe-memory-access=allow");
        }
        Path log = folder.resolve("model-checked.log");
        try (ChildJvm child = starter.start(log, scenarios.toArray(String[]::new))) {
            if (!child.ended(MODEL_CHECK_LIMIT) || child.exitCode() != 0) {
                throw new IOException("no verdict of the model check; see " + log.toAbsolutePath());
            }
        }
        return new VerdictLog(folder).read().verdicts().stream().filter(verdict -> MODEL_CHECKS.stream()
                .anyMatch(rules -> verdict.scenario().startsWith(rules.getSimpleName() + "."))).toList();
    }

    /** Runs scenarios of the model check, named by the arguments, on the module on the class path. */
    public static void main(String[] scenarios) throws IOException {
        List<DiscoverySelector> selected = new ArrayList<>();
        for (String scenario : scenarios) {
            selected.add(MODEL_CHECKS.stream().flatMap(rules -> ReflectionSupport.findMethods(rules,
                    candidate -> candidate.getName().equals(scenario), HierarchyTraversalMode.TOP_DOWN).stream()
                    .map(method -> DiscoverySelectors.selectMethod(rules, method))).findFirst()
                    .orElseThrow(() -> new IOException("the model checks have no scenario " + scenario)));
        }
        run(Path.of(""), selected);
        System.exit(0); // whatever threads a scenario has left behind
    }

    private static void run(Path folder, List<? extends DiscoverySelector> selected) throws IOException {
        Optional<Event> failed = EngineTestKit.engine("junit-jupiter")
                .configurationParameter(RuleExtension.FOLDER, folder.toString())
                .selectors(selected.toArray(DiscoverySelector[]::new))
                .execute().allEvents().failed().stream().findFirst();
        if (failed.isPresent()) {
            throw new IOException("no verdict: " + failed.get().getTestDescriptor().getDisplayName(),
                    failed.get().getRequiredPayload(TestExecutionResult.class).getThrowable().orElse(null));
        }
    }
}
