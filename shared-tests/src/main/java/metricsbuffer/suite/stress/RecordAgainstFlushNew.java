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
 * MB-R102: the first record of a metric meets the flush of an empty buffer, and is emitted by it or by a later one.
 *
 * <pre>
 *   recorder                    flusher
 *                               finds nothing to emit
 *   puts the metric, with 1
 *                               resets: the 1 is gone
 * </pre>
 *
 * <p>Seen in buggy (2 shared CPUs, x86-64, JDK 17, 4 x 300 ms, November 2026): lost 1,543 of 4,716,582; threw
 * ConcurrentModificationException 4.
 */
@JCStressTest
@Outcome(id = "exact", expect = ACCEPTABLE, desc = "the unit was emitted once, by this flush or the next")
@Outcome(id = "lost", expect = FORBIDDEN, desc = "MB-R102: lost: a metric first seen during a flush was never emitted")
@Outcome(id = "twice", expect = FORBIDDEN, desc = "MB-R101: emitted twice: more came out than was recorded")
@Outcome(id = "threw .*", expect = FORBIDDEN,
        desc = "MB-R102: a metric first seen during a flush broke the flush, or the record")
@Outcome(expect = FORBIDDEN, desc = StressJudge.UNKNOWN_OUTCOME)
@State
public class RecordAgainstFlushNew {

    private final BufferUnderTest buffer = new BufferUnderTest();

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
        outcome.r1 = buffer.close(A);
    }
}
