package metricsbuffer.suite.stress;

import static metricsbuffer.suite.stress.Metric.A;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * MB-R101: a record of a metric that is being flushed is emitted by that flush or by a later one.
 *
 * <pre>
 *   recorder                    flusher
 *                               reads the total: 1
 *   adds 1
 *                               emits 1
 *                               resets: the recorder's 1 is gone
 * </pre>
 *
 * <p>Seen in buggy (2 shared CPUs, x86-64, JDK 17, 4 x 300 ms, November 2026): lost 40,315 of 4,481,062.
 */
@JCStressTest
@Outcome(id = "exact", expect = ACCEPTABLE, desc = "two units were emitted, each once, by this flush or the next")
@Outcome(id = "lost", expect = FORBIDDEN, desc = "MB-R101: lost: one of two units was never emitted")
@Outcome(id = "twice", expect = FORBIDDEN, desc = "MB-R101: emitted twice: more came out than was recorded")
@Outcome(id = "threw .*", expect = FORBIDDEN, desc = "MB-R101: a record and a flush met, and one of them broke off")
@Outcome(expect = FORBIDDEN, desc = StressJudge.UNKNOWN_OUTCOME)
@State
public class RecordAgainstFlushPresent {

    private final BufferUnderTest buffer = new BufferUnderTest(A);

    @Actor
    public void recorder() {
        buffer.record(A);
    }

    @Actor
    public void flusher() {
        buffer.flush();
    }

    @Arbiter
    public void books(L_Result outcome) {
        outcome.r1 = buffer.close(A, A);
    }
}
