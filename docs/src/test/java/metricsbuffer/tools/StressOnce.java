package metricsbuffer.tools;

import metricsbuffer.suite.stress.StressRules;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs jcstress on the buffer on the class path, as a module does. What it counted is in the log of verdicts. */
public final class StressOnce {

    private StressOnce() {}

    /** The rules as a module runs them. */
    static class Rules extends StressRules {}

    public static void main(String[] args) {
        EngineTestKit.engine("junit-jupiter").selectors(DiscoverySelectors.selectClass(Rules.class)).execute();
        System.exit(0);
    }
}
