package metricsbuffer.suite.stress;

import static metricsbuffer.suite.stress.Metric.A;
import static metricsbuffer.suite.stress.Metric.T;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * MB-R101: a turn of the consumer's loop records a timing and a counter; a flush that comes in between loses
 * neither. This is the pair that the consumer records most often.
 *
 * <pre>
 *   recorder                    flusher
 *                               emits the timing: 1
 *   adds 1 to the timing
 *   adds 1 to the counter
 *                               emits the counter: 2
 *                               resets both: the timing's 1 is gone
 * </pre>
 *
 * <p>Seen in buggy (2 shared CPUs, x86-64, JDK 17, 4 x 300 ms, November 2026): lost 21,283 of 3,026,982; threw
 * ConcurrentModificationException 189.
 */
@JCStressTest
@Outcome(id = "exact", expect = ACCEPTABLE, desc = "two units of each were emitted, each once")
@Outcome(id = "lost", expect = FORBIDDEN,
        desc = "MB-R101: lost: a unit of the timing or of the counter was never emitted")
@Outcome(id = "twice", expect = FORBIDDEN, desc = "MB-R101: emitted twice: more came out than was recorded")
@Outcome(id = "threw .*", expect = FORBIDDEN, desc = "MB-R101: a record and a flush met, and one of them broke off")
@Outcome(expect = FORBIDDEN, desc = StressJudge.UNKNOWN_OUTCOME)
@State
public class TimingAndCounterAgainstFlush {

    private final BufferUnderTest buffer = new BufferUnderTest(T, A);

    @Actor
    public void recorder() {
        buffer.record(T);
        buffer.record(A);
    }

    @Actor
    public void flusher() {
        buffer.flush();
    }

    @Arbiter
    public void books(L_Result outcome) {
        outcome.r1 = buffer.close(T, T, A, A);
    }
}
