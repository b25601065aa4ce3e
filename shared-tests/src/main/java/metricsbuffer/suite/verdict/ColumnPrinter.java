package metricsbuffer.suite.verdict;

import metricsbuffer.suite.support.SideBySide;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints what is seen and is green all the same, and when the module's tests are over, red or green, its column of the
 * verdict table. Found by JUnit through {@code META-INF/services}; silent where no suite has run.
 *
 * <p>The tests of a module may run in several JVMs side by side, each of which runs class after class, and none of which
 * knows of the others. The last one to end prints.
 */
public final class ColumnPrinter implements LauncherSessionListener, TestExecutionListener {

    private SideBySide jvm; // null as long as no test has run

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        session.getLauncher().registerTestExecutionListeners(this);
    }

    /** Not before: Maven opens a session in its own JVM, too, to look for tests; and a filter may leave none to run. */
    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        if (jvm == null && plan.containsTests()) {
            jvm = SideBySide.enter(VerdictLog.ofThisModule().lockFile(), () -> {});
        }
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        String seen = entry.getKeyValuePairs().get(RuleExtension.SEEN);
        if (seen != null) {
            System.out.println(seen);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (jvm != null && jvm.leave()) {
            VerdictLog.Contents contents = VerdictLog.ofThisModule().read();
            if (!contents.verdicts().isEmpty()) {
                System.out.println(new Column(Expectations.load(), contents).print());
            }
        }
    }
}
