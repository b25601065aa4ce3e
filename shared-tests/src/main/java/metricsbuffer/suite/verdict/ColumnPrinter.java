package metricsbuffer.suite.verdict;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints the module's column of the verdict table when its tests are over, red or green. Found by JUnit through
 * {@code META-INF/services}; silent where no suite has run.
 */
public final class ColumnPrinter implements TestExecutionListener {

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        VerdictLog.Contents contents = VerdictLog.ofThisModule().read();
        if (!contents.verdicts().isEmpty()) {
            System.out.println(Column.of(Expectations.load(), contents).print());
        }
    }
}
