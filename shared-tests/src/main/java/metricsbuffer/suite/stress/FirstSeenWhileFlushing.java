package metricsbuffer.suite.stress;

import static metricsbuffer.suite.stress.Metric.A;
import static metricsbuffer.suite.stress.Metric.B;
import static metricsbuffer.suite.stress.Metric.C;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * MB-R102: a metric first seen while two others are being flushed neither breaks that flush nor is lost. This is
 * the incident. It takes two others: after the last element nobody asks whether the map has changed, and the unit is
 * lost without a word.
 *
 * <pre>
 *   recorder                    flusher
 *                               emits A
 *   puts C: the map has changed
 *                               goes on to B: ConcurrentModificationException
 * </pre>
 *
 * <p>A HashMap has one more surprise, in those JVMs in which C falls into the bucket of A: what the flush has emitted
 * and cleared comes back, and A is emitted twice.
 *
 * <pre>
 *   recorder                    flusher
 *   reads the bucket: A
 *                               emits A and B
 *                               clears the buckets
 *   writes the bucket: C, then A
 * </pre>
 *
 * <p>Seen in buggy (2 shared CPUs, x86-64, JDK 17, 4 x 300 ms, November 2026): threw
 * ConcurrentModificationException 9,449 of 3,846,182; lost 8,482. In another run: emitted twice 210 of 657,684.
 */
@JCStressTest
@Outcome(id = "exact", expect = ACCEPTABLE, desc = "one of each was emitted, each once")
@Outcome(id = "lost", expect = FORBIDDEN, desc = "MB-R102: lost: a metric first seen during a flush was never emitted")
@Outcome(id = "twice", expect = FORBIDDEN, desc = "MB-R101: emitted twice: a unit that the flush had emitted came back")
@Outcome(id = "threw .*", expect = FORBIDDEN,
        desc = "MB-R102: a metric first seen during a flush broke the flush, or the record")
@Outcome(expect = FORBIDDEN, desc = StressJudge.UNKNOWN_OUTCOME)
@State
public class FirstSeenWhileFlushing {

    private final BufferUnderTest buffer = new BufferUnderTest(A, B);

    @Actor
    public void recorder() {
        buffer.record(C);
    }

    @Actor
    public void flusher() {
        buffer.flush();
    }

    @Arbiter
    public void books(L_Result outcome) {
        outcome.r1 = buffer.close(A, B, C);
    }
}
