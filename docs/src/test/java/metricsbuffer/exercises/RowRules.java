package metricsbuffer.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import metricsbuffer.interleavings.Liveness;
import metricsbuffer.interleavings.Liveness.Moment;
import metricsbuffer.interleavings.WhiteBox;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.rules.Metric;
import metricsbuffer.suite.rules.Scene;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Asked of a buffer that keeps a row for each thread that records, and lets it go when that thread has ended. In the
 * forced scenarios of every buffer no thread ends while a flush looks at its row. The seam is {@link Liveness}.
 */
@ExtendWith(RuleExtension.class)
class RowRules {

    private static final Metric A = Metric.counter(0);

    private static final int THREADS = 1_000;
    private static final int BETWEEN_FLUSHES = 100;

    /*
     * owner of the row:  records 1 ............................... records 10, ends
     * flusher:                      asks whether the owner is alive .................. is told that it is not
     * A flush that has read the row before it asked has not read the 10, and lets the row go.
     */
    @Test
    @Tag("MB-R101")
    void r101TheOwnerOfARowEndsWhileAFlushLooksAtIt() {
        ownerEnds(Moment.BEFORE_THE_ANSWER);
    }

    /*
     * owner of the row:  records 1 ............................................. records 10, ends
     * flusher:                      is told that the owner is alive ............................... goes on
     */
    @Test
    @Tag("MB-R101")
    void r101TheOwnerOfARowEndsAfterAFlushHasLookedAtIt() {
        ownerEnds(Moment.AFTER_THE_ANSWER);
    }

    private static void ownerEnds(Moment moment) {
        Scene scene = new Scene();
        CountDownLatch asked = new CountDownLatch(1);
        Actor owner = scene.meanwhile("owner", () -> {
            scene.record(A, 1);
            if (!asked.await(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the flush has not asked whether the owner is alive");
            }
            scene.record(A, 10);
        });
        Liveness.when(moment, owner, () -> {
            asked.countDown();
            if (!owner.finished(Waiting.LIMIT)) {
                throw new IllegalStateException("the owner does not end: " + owner.where());
            }
        });
        scene.flush();
        assertThat(Liveness.wasAsked()).as("whether the flush asks if the owner is alive").isTrue();
        scene.assertBooksBalanceAfterFlush(Rule.R101);
    }

    /** The units of a thread that has ended come out, and of the thread nothing is kept; what is kept is no rule's. */
    @Test
    @Tag("MB-R101")
    void r101ThreadsThatHaveEndedLongBeforeAFlush() throws ReflectiveOperationException {
        Scene scene = new Scene();
        scene.record(A, 1); // of a thread that does not end
        for (int thread = 1; thread <= THREADS; thread++) {
            assertThat(Actor.start("ends", () -> scene.record(A, 10)).finished(Waiting.LIMIT)).isTrue();
            if (thread % BETWEEN_FLUSHES == 0) {
                scene.flush();
                assertThat(rows(scene.buffer())).as("rows after a flush, of one thread that has not ended").isOne();
            }
        }
        scene.assertBooksBalanceAfterFlush(Rule.R101);
    }

    /** How many rows the buffer has: its field of that name is a map or a queue. */
    private static int rows(BufferPort port) throws ReflectiveOperationException {
        Object rows = WhiteBox.field(port, "rows");
        return rows instanceof Map<?, ?> map ? map.size() : ((Collection<?>) rows).size();
    }
}
