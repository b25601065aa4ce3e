package metricsbuffer.suite.stress;

import static metricsbuffer.suite.stress.Metric.A;
import static metricsbuffer.suite.stress.Metric.B;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * MB-R103: two threads flush at the same time, and each unit is emitted by one of them.
 *
 * <pre>
 *   flusher 1                   flusher 2
 *   reads the total: 1
 *                               reads the total: 1
 *   emits 1
 *                               emits the same 1
 *   resets                      resets
 * </pre>
 *
 * <p>Seen in buggy (2 shared CPUs, x86-64, JDK 17, 4 x 300 ms, November 2026): emitted twice 370,054 of 4,880,422;
 * threw ConcurrentModificationException 217,916.
 */
@JCStressTest
@Outcome(id = "exact", expect = ACCEPTABLE, desc = "each unit was emitted by one of the two flushes")
@Outcome(id = "lost", expect = FORBIDDEN, desc = "MB-R101: lost: each of two flushes left a unit to the other")
@Outcome(id = "twice", expect = FORBIDDEN, desc = "MB-R103: emitted twice: two flushes took the same unit")
@Outcome(id = "threw .*", expect = FORBIDDEN, desc = "MB-R101: two flushes met, and one of them broke off")
@Outcome(expect = FORBIDDEN, desc = StressJudge.UNKNOWN_OUTCOME)
@State
public class FlushAgainstFlush {

    private final BufferUnderTest buffer = new BufferUnderTest(A, B);

    @Actor
    public void flusher1() {
        buffer.flush();
    }

    @Actor
    public void flusher2() {
        buffer.flush();
    }

    @Arbiter
    public void books(L_Result outcome) {
        outcome.r1 = buffer.close(A, B);
    }
}
