package metricsbuffer.suite.verdict;

import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints what is seen and is green all the same, and when the module's tests are over, red or green, its column of the
 * verdict table. Found by JUnit through {@code META-INF/services}; silent where no suite has run.
 */
public final class ColumnPrinter implements TestExecutionListener {

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        String seen = entry.getKeyValuePairs().get(RuleExtension.SEEN);
        if (seen != null) {
            System.out.println(seen);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        VerdictLog.Contents contents = VerdictLog.ofThisModule().read();
        if (!contents.verdicts().isEmpty()) {
            System.out.println(Column.of(Expectations.load(), contents).print());
        }
    }
}
