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
 * MB-R101: two threads record two different metrics, and neither loses the other's. They share no total, but
 * they may share the structure that holds the totals.
 *
 * <pre>
 *   recorder 1                          recorder 2
 *   finds no table, makes one
 *                                       finds no table, makes one
 *   puts A into its own
 *                                       puts B into its own, which stays
 * </pre>
 *
 * <p>Seen in buggy (2 shared CPUs, x86-64, JDK 17, 4 x 300 ms, November 2026): lost 4,934,733 of 6,303,782.
 */
@JCStressTest
@Outcome(id = "exact", expect = ACCEPTABLE, desc = "one of each was recorded, one of each was emitted")
@Outcome(id = "lost", expect = FORBIDDEN,
        desc = "MB-R101: lost: the first record of one metric took away that of another")
@Outcome(id = "twice", expect = FORBIDDEN, desc = "MB-R101: emitted twice: more came out than was recorded")
@Outcome(id = "threw .*", expect = FORBIDDEN,
        desc = "MB-R101: a record broke off, or left a buffer that cannot be flushed")
@Outcome(expect = FORBIDDEN, desc = StressJudge.UNKNOWN_OUTCOME)
@State
public class RecordsOfTwoMetrics {

    private final BufferUnderTest buffer = new BufferUnderTest();

    @Actor
    public void recorder1() {
        buffer.record(A);
    }

    @Actor
    public void recorder2() {
        buffer.record(B);
    }

    @Arbiter
    public void books(L_Result outcome) {
        outcome.r1 = buffer.close(A, B);
    }
}
