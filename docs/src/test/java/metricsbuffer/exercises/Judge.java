package metricsbuffer.exercises;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metricsbuffer.suite.model.ModelRules;
import metricsbuffer.suite.rules.BufferRules;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.VerdictLog;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/** Runs the suite on a module that was compiled apart, and says what it saw. One at a time in a JVM. */
final class Judge {

    private static final int MODEL_CHECK_LIMIT_SECONDS = 180;

    private Judge() {}

    /** The suite as a module runs it. */
    static class Rules extends BufferRules {}

    /** The model check as a module runs it. */
    static class Model extends ModelRules {}

    /**
     * The verdicts of all forced scenarios.
     *
     * @param folder where the verdicts are written
     * @throws IOException if a scenario gave no verdict
     */
    static List<Verdict> judge(URLClassLoader module, Path folder) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Properties propertiesBefore = (Properties) System.getProperties().clone();
        PrintStream console = System.out;
        thread.setContextClassLoader(module); // by which the suite finds the module
        System.setProperty("mb.folder", folder.toString());
        System.setProperty("mb.raw", "false");
        try (PrintStream log = new PrintStream(folder.resolve("judged.log").toFile(), StandardCharsets.UTF_8)) {
            System.setOut(log);
            run(List.of(DiscoverySelectors.selectClass(Rules.class)));
            return VerdictLog.ofThisModule().read().verdicts();
        } finally {
            System.setOut(console);
            System.setProperties(propertiesBefore);
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
        String classPath = Stream.of((classes + File.pathSeparator + System.getProperty("java.class.path"))
                .split(File.pathSeparator)).map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 22) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading",
                    "--sun-misc-unsafe-memory-access=allow"));
        }
        // A JVM that lives for seconds: what matters is how soon it is up.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dmodel.executions=300",
                "-Dmodel.executions.deep=2100", "-Dmb.stamp=" + VerdictLog.stamp(),
                "-cp", classPath, Judge.class.getName()));
        command.addAll(scenarios);
        Path log = folder.resolve("model-checked.log");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        try {
            if (!process.waitFor(MODEL_CHECK_LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("no verdict of the model check; see " + log.toAbsolutePath());
            }
        } finally {
            process.destroyForcibly();
        }
        return new VerdictLog(folder).read().verdicts().stream()
                .filter(verdict -> verdict.scenario().startsWith(Model.class.getSimpleName() + ".")).toList();
    }

    /** Runs scenarios of the model check, named by the arguments, on the module on the class path. */
    public static void main(String[] scenarios) throws IOException {
        List<DiscoverySelector> selected = new ArrayList<>();
        for (String scenario : scenarios) {
            Method method = ReflectionSupport.findMethods(Model.class,
                    candidate -> candidate.getName().equals(scenario), HierarchyTraversalMode.TOP_DOWN)
                    .stream().findFirst()
                    .orElseThrow(() -> new IOException("the model check has no scenario " + scenario));
            selected.add(DiscoverySelectors.selectMethod(Model.class, method));
        }
        run(selected);
        System.exit(0); // whatever threads a scenario has left behind
    }

    private static void run(List<DiscoverySelector> selected) throws IOException {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherConfig alone = LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false).build();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selected).build();
        LauncherFactory.create(alone).execute(request, summary);
        for (Failure failure : summary.getSummary().getFailures()) {
            throw new IOException("no verdict: " + failure.getTestIdentifier().getDisplayName(),
                    failure.getException());
        }
    }
}
