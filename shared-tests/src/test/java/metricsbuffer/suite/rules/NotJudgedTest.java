package metricsbuffer.suite.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import metricsbuffer.suite.model.FlushModelRules;
import metricsbuffer.suite.verdict.RuleExtension;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import metricsbuffer.suite.verdict.VerdictLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A model check that cannot judge a buffer says so, and why, before it explores anything. */
@ExtendWith(WrongModule.InPlace.class)
class NotJudgedTest {

    /** The model checks, as a module runs them. */
    static class Rules extends FlushModelRules {}

    @TempDir
    private Path folder;

    @BeforeEach
    void makeNoBuffer() {
        WrongModule.maker = (sink, nanoClock, intervalNanos) -> {
            throw new IllegalStateException("nothing is to be made");
        };
    }

    @Test
    void aBufferWithThreadsOfItsOwn() {
        WrongModule.declarations = "own-thread.properties";
        assertNotJudged("r105EachRecordsThenFlushes", "not judged: it has threads of its own");
    }

    @Test
    void aBufferWithOneCounter() {
        WrongModule.count = 1;
        assertNotJudged("r201LowerThenHigherDuringAFlush", "not judged: it has one counter, this takes two");
    }

    private void assertNotJudged(String check, String why) {
        EngineTestKit.engine("junit-jupiter").configurationParameter(RuleExtension.FOLDER, folder.toString())
                .selectors(DiscoverySelectors.selectMethod(Rules.class, check, TestInfo.class.getName()))
                .execute().testEvents().assertStatistics(tests -> tests.started(1).aborted(1));
        assertThat(new VerdictLog(folder).read().verdicts()).singleElement()
                .returns(Outcome.NOT_JUDGED, Verdict::outcome).returns(why, Verdict::seen);
    }
}
