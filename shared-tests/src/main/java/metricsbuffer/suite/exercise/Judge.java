package metricsbuffer.suite.exercise;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import metricsbuffer.suite.rules.BufferRules;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.VerdictLog;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the suite on a module that was loaded apart, and says what it saw. One at a time in a JVM. */
final class Judge {

    private Judge() {}

    /** The suite as a module runs it. */
    static class Rules extends BufferRules {}

    /**
     * The verdicts of all scenarios.
     *
     * @param folder where the verdicts are written
     * @throws IOException if a scenario gave no verdict
     */
    static List<Verdict> judge(URLClassLoader module, Path folder, Class<?>... suites) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Properties propertiesBefore = (Properties) System.getProperties().clone();
        PrintStream console = System.out;
        thread.setContextClassLoader(module); // by which the suite finds the module
        System.setProperty("mb.folder", folder.toString());
        System.setProperty("mb.raw", "false");
        try (PrintStream log = new PrintStream(folder.resolve("judged.log").toFile(), StandardCharsets.UTF_8)) {
            System.setOut(log);
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            LauncherConfig alone = LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false)
                    .enableLauncherSessionListenerAutoRegistration(false).build();
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(Stream.of(suites).map(DiscoverySelectors::selectClass).toList()).build();
            LauncherFactory.create(alone).execute(request, summary);
            if (!summary.getSummary().getFailures().isEmpty()) {
                throw new IOException("no verdict", summary.getSummary().getFailures().get(0).getException());
            }
            return VerdictLog.ofThisModule().read().verdicts();
        } finally {
            System.setOut(console);
            System.setProperties(propertiesBefore);
            thread.setContextClassLoader(before);
        }
    }
}
