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
 * MB-R104: two threads record the same metric, and both records count. No forced interleaving can show this one:
 * there is no seam between the read and the write of a record.
 *
 * <pre>
 *   recorder 1                  recorder 2
 *   reads the total: none
 *                               reads the total: none
 *   writes 1
 *                               writes 1, over the other 1
 * </pre>
 *
 * <p>Seen in buggy (2 shared CPUs, x86-64, JDK 17, 4 x 300 ms, November 2026): lost 3,740,163 of 4,993,062.
 */
@JCStressTest
@Outcome(id = "exact", expect = ACCEPTABLE, desc = "two were recorded, two were emitted")
@Outcome(id = "lost", expect = FORBIDDEN, desc = "MB-R104: lost: one of two records of a metric does not count")
@Outcome(id = "twice", expect = FORBIDDEN, desc = "MB-R101: emitted twice: more came out than was recorded")
@Outcome(id = "threw .*", expect = FORBIDDEN,
        desc = "MB-R104: a record broke off, or left a buffer that cannot be flushed")
@Outcome(expect = FORBIDDEN, desc = StressJudge.UNKNOWN_OUTCOME)
@State
public class RecordsOfOneMetric {

    private final BufferUnderTest buffer = new BufferUnderTest();

    @Actor
    public void recorder1() {
        buffer.record(A);
    }

    @Actor
    public void recorder2() {
        buffer.record(A);
    }

    @Arbiter
    public void books(L_Result outcome) {
        outcome.r1 = buffer.close(A, A);
    }
}
