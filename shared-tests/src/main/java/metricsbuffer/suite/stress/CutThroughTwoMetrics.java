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
 * MB-R201: a flush cuts through all metrics at one moment: it does not emit what a thread recorded second and
 * leave what the same thread had recorded first. Whether a module promises it, its {@code module.properties} says.
 *
 * <p>The recorder records A, then B, then A again, so that either order in which a buffer may walk shows a torn cut:
 *
 * <pre>
 *   recorder                    flusher, A first            flusher, B first
 *                               takes A: 1                  takes B: 1
 *   A: 2
 *   B: 2
 *   A: 3
 *                               takes B: 2, without its A   takes A: 3, without the B in between
 * </pre>
 *
 * <p>Seen in buggy (2 shared CPUs, x86-64, JDK 17, 4 x 300 ms, November 2026): torn 21,852 of 4,747,302; lost
 * 44,698. In fix-concurrent: torn 3,653 of 1,531,942, and nothing else.
 */
@JCStressTest
@Outcome(id = "exact", expect = ACCEPTABLE, desc = "the flush cut at one moment, and each unit was emitted once")
@Outcome(id = "torn", expect = FORBIDDEN,
        desc = "MB-R201: torn cut: a flush emitted a unit without the one recorded before it")
@Outcome(id = "lost", expect = FORBIDDEN, desc = "MB-R101: lost: a unit of A or of B was never emitted")
@Outcome(id = "twice", expect = FORBIDDEN, desc = "MB-R101: emitted twice: more came out than was recorded")
@Outcome(id = "threw .*", expect = FORBIDDEN, desc = "MB-R101: a record and a flush met, and one of them broke off")
@Outcome(expect = FORBIDDEN, desc = StressJudge.UNKNOWN_OUTCOME)
@State
public class CutThroughTwoMetrics {

    private final BufferUnderTest buffer = new BufferUnderTest(A, B);
    private boolean torn;

    @Actor
    public void recorder() {
        buffer.record(A);
        buffer.record(B);
        buffer.record(A);
    }

    @Actor
    public void flusher() {
        buffer.flush();
        long a = buffer.delivered(A);
        long b = buffer.delivered(B);
        torn = a == 1 && b == 2 || a == 3 && b == 1;
    }

    @Arbiter
    public void books(L_Result outcome) {
        String books = buffer.close(A, A, A, B, B);
        outcome.r1 = torn && !books.startsWith("threw") ? "torn" : books;
    }
}
