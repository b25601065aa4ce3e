package metricsbuffer.suite.rules;

import metricsbuffer.suite.port.PortCheck;
import metricsbuffer.suite.verdict.RuleExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The rules R1 to R5 as forced interleavings: the same verdict every time, on every machine.
 *
 * <p>No scenario waits for luck. The buffer under test is entered through its own seams: while it hands a total to
 * the sink, another thread records, flushes, or makes the sink fail; and time passes only when the scenario turns the
 * clock. A buffer that hangs ends the scenario within seconds; the message says in which threads. A module runs them
 * all by one subclass; one rule alone: {@code mvn test -Dgroups=MB-R102}.
 *
 * <p>The buffer's interval is a second of the scenario's clock. It is called by threads of the suite, daemons all, and by
 * the test's own. A scenario throws {@link metricsbuffer.suite.verdict.RuleViolation} when it sees its rule broken;
 * whatever else it throws means that it has come to no verdict, and is red, whatever the module declares.
 *
 * <p>Two kinds of loss have no seam to force them: a read-modify-write on the record path (MB-R104), and a gap between
 * copying and clearing. They are model-checked, and looked for under load and by stress.
 */
@ExtendWith({RuleExtension.class, PortCheck.class, BegunByARecord.Assumption.class, Watch.class, Steps.class})
public abstract class BufferRules
        implements ConservationRules, RefusalRules, ConsistencyRules, LivenessRules, IntervalRules, InputRules {

    /** Of the last scene of the test; a scene closes the one before it. */
    @AfterEach
    void closeTheBuffer() {
        Scene.closeLast();
    }
}
