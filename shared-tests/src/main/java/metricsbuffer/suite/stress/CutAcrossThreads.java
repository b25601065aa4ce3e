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
 * MB-R201: a flush cuts through what all threads have recorded at one moment: it does not emit what a thread recorded
 * and leave what another one had recorded before handing over to it. A buffer with totals for each thread may cut
 * through those of each thread, and between them:
 *
 * <pre>
 *   giver                       taker                       flusher
 *                                                           takes the giver's A: 1
 *   A: 2, hands over
 *                               B: 2
 *                                                           takes the taker's B: 2, without its A
 * </pre>
 *
 * A taker that sees no hand-over records nothing. Three actors need three CPUs: with two it is not run, and the report
 * says so.
 */
@JCStressTest
@Outcome(id = "exact", expect = ACCEPTABLE, desc = "the flush cut at one moment, and each unit was emitted once")
@Outcome(id = "torn", expect = FORBIDDEN,
        desc = "MB-R201: torn cut: a flush emitted a unit without the one that another thread recorded before it")
@Outcome(id = "lost", expect = FORBIDDEN, desc = "MB-R101: lost: a unit of A or of B was never emitted")
@Outcome(id = "twice", expect = FORBIDDEN, desc = "MB-R101: emitted twice: more came out than was recorded")
@Outcome(id = "threw .*", expect = FORBIDDEN, desc = "MB-R101: a record and a flush met, and one of them broke off")
@Outcome(expect = FORBIDDEN, desc = StressJudge.UNKNOWN_OUTCOME)
@State
public class CutAcrossThreads {

    private final BufferUnderTest buffer = new BufferUnderTest(A, B);
    private volatile boolean handedOver;
    private boolean taken;
    private boolean torn;

    @Actor
    public void giver() {
        buffer.record(A);
        handedOver = true;
    }

    @Actor
    public void taker() {
        if (handedOver) {
            buffer.record(B);
            taken = true;
        }
    }

    @Actor
    public void flusher() {
        buffer.flush();
        torn = buffer.delivered(B) == 2 && buffer.delivered(A) == 1;
    }

    @Arbiter
    public void books(L_Result outcome) {
        String books = taken ? buffer.close(A, A, B, B) : buffer.close(A, A, B);
        outcome.r1 = torn && !books.startsWith("threw") ? "torn" : books;
    }
}
