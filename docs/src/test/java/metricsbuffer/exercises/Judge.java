package metricsbuffer.exercises;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metricsbuffer.suite.explore.ExplorationRules;
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
public final class Judge {

    /** How many modules are judged side by side: the JVM of each keeps one CPU busy. */
    public static final int AT_A_TIME = 2;

    /** All forced scenarios. */
    public static final String FORCED = "forced scenarios";

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final List<Class<?>> MODEL_CHECKS = List.of(RecordModel.class, FlushModel.class);
    private static final String OF = ":";

    private Judge() {}

    /** The suite as a module runs it. */
    static class Rules extends BufferRules {}

    /** The model checks as a module runs them. */
    static class RecordModel extends RecordModelRules {}

    static class FlushModel extends FlushModelRules {}

    /** All schedules, as a module plays them. */
    static class Exploration extends ExplorationRules {}

    /**
     * The verdicts of some scenarios.
     *
     * @param classes the compiled module
     * @param folder where the verdicts and the interleavings are written; without verdicts so far
     * @param scenarios {@link #FORCED}; the names of test methods of the suite, of which a model check takes seconds;
     *     and test methods of classes of this package, as {@code Class.method}
     * @throws IOException if a scenario gave no verdict
     */
    public static List<Verdict> judge(Path classes, Path folder, List<String> scenarios)
            throws IOException, InterruptedException {
        run(classes, folder, scenarios, LIMIT);
        return new VerdictLog(folder).read().verdicts();
    }

    /**
     * The verdicts of some scenarios on each of several buffers. Their classes have names of their own, so one JVM is
     * enough.
     *
     * @param classes of all buffers
     * @param folder with a folder for each buffer, by which the suite finds it
     * @param scenarios as above, by buffer
     * @throws IOException if a scenario gave no verdict
     */
    static Map<String, List<Verdict>> judgeEach(Path classes, Path folder, Map<String, List<String>> scenarios)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        scenarios.forEach((buffer, some) -> some.forEach(scenario -> arguments.add(buffer + OF + scenario)));
        run(classes, folder, arguments, LIMIT.multipliedBy(2)); // it takes seconds, unless the machine is very busy
        Map<String, List<Verdict>> verdicts = new LinkedHashMap<>();
        scenarios.keySet().forEach(buffer ->
                verdicts.put(buffer, new VerdictLog(folder.resolve(buffer)).read().verdicts()));
        return verdicts;
    }

    private static void run(Path classes, Path folder, List<String> arguments, Duration limit)
            throws IOException, InterruptedException {
        // A JVM that lives for seconds: what matters is how soon it is up.
        ChildJvm.Starter starter = ChildJvm.of(Judge.class).before(classes).in(folder).flags("-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Dmodel.executions=300", "-Dmodel.executions.deep=2100",
                "-Dmb.stamp=" + VerdictLog.stamp(), "-Dmb.canaries=" + System.getProperty("mb.canaries", "canaries"));
        if (Runtime.version().feature() >= 22) {
            starter.flags("-XX:+EnableDynamicAgentLoading", "--sun-misc-unsafe-memory-access=allow");
        }
        Path log = folder.resolve("judged.log");
        try (ChildJvm child = starter.start(log, arguments.toArray(String[]::new))) {
            if (!child.ended(limit) || child.exitCode() != 0) {
                throw new IOException("no verdict; see " + log.toAbsolutePath());
            }
        }
    }

    /** Runs scenarios, named by the arguments, on the module on the class path, or on one of several buffers there. */
    public static void main(String[] arguments) throws IOException {
        Map<String, List<DiscoverySelector>> selected = new LinkedHashMap<>();
        for (String argument : arguments) {
            int end = argument.indexOf(OF);
            selected.computeIfAbsent(argument.substring(0, Math.max(0, end)), first -> new ArrayList<>())
                    .add(selector(argument.substring(end + 1)));
        }
        for (Map.Entry<String, List<DiscoverySelector>> each : selected.entrySet()) {
            run(each.getKey(), each.getValue());
        }
        System.exit(0); // whatever threads a scenario has left behind
    }

    /** @param buffer its folder; empty if there is one on the class path */
    private static void run(String buffer, List<DiscoverySelector> selected) throws IOException {
        if (!buffer.isEmpty()) { // by which the suite finds it
            Thread.currentThread().setContextClassLoader(new URLClassLoader(
                    new URL[] {Path.of(buffer).toUri().toURL()}, Judge.class.getClassLoader()));
        }
        Optional<Event> failed = EngineTestKit.engine("junit-jupiter")
                .configurationParameter(RuleExtension.FOLDER, buffer)
                .selectors(selected.toArray(DiscoverySelector[]::new))
                .execute().allEvents().failed().stream().findFirst();
        if (failed.isPresent()) {
            throw new IOException("no verdict: " + failed.get().getTestDescriptor().getDisplayName(),
                    failed.get().getRequiredPayload(TestExecutionResult.class).getThrowable().orElse(null));
        }
    }

    private static DiscoverySelector selector(String scenario) throws IOException {
        if (scenario.equals(FORCED)) {
            return DiscoverySelectors.selectClass(Rules.class);
        } else if (scenario.contains(".")) {
            return DiscoverySelectors.selectMethod(Judge.class.getPackageName() + "." + scenario.replace('.', '#'));
        }
        return Stream.concat(MODEL_CHECKS.stream(), Stream.of(Rules.class, Exploration.class))
                .flatMap(rules -> scenario(rules, scenario)
                        .map(method -> DiscoverySelectors.selectMethod(rules, method)))
                .findFirst().orElseThrow(() -> new IOException("the suite has no scenario " + scenario));
    }

    /** Whether the suite explores a scenario; the others it forces. */
    public static boolean isModelCheck(String scenario) {
        return MODEL_CHECKS.stream().anyMatch(rules -> scenario(rules, scenario).findFirst().isPresent());
    }

    private static Stream<Method> scenario(Class<?> rules, String name) {
        return ReflectionSupport.findMethods(rules, method -> method.getName().equals(name),
                HierarchyTraversalMode.TOP_DOWN).stream();
    }
}
