package metricsbuffer.exercises;

import static metricsbuffer.suite.support.Waiting.LIMIT;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.rules.Emission;
import metricsbuffer.suite.rules.Metric;
import metricsbuffer.suite.rules.Scene;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleExtension;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is asked only of a buffer with a queue to an owner thread: a burst that is longer than the queue while the owner
 * is in the sink, and the end of the owner.
 */
@ExtendWith(RuleExtension.class)
class QueueRules {

    private static final Metric COUNTER = Metric.counter(0);

    /** More than a queue of a usual size holds. */
    private static final int BURST = 20_000;
    /** Above all other amounts of a scenario together, so that a total tells whether this one is in it. */
    private static final long MARK = 1L << 20;
    /** How long a closed buffer may go on taking records before that is the verdict. */
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(5);

    /*
     * owner:     hands over the total of A .............................. goes on
     * recorder:                             records more than there is room for
     * Adding up needs no room. A queue does.
     */
    @Test
    @Tag("MB-R101")
    void r101ABurstWhileTheBackendIsSlow() {
        Scene scene = new Scene();
        scene.record(COUNTER, 1);
        scene.during(1, emission -> scene.meanwhile("recorder", () -> burst(scene)));
        scene.flush();
        scene.assertBooksBalanceAfterFlush(Rule.R101);
    }

    @Test
    @Tag("MB-R105")
    void r105ARecordMadeAfterABurstThenFlush() {
        Scene scene = new Scene();
        scene.record(COUNTER, 1);
        scene.during(1, emission -> scene.meanwhile("recorder", () -> {
            burst(scene);
            scene.record(COUNTER, MARK);
            scene.flush();
        }));
        scene.flush();
        scene.assertHolds(Rule.R105);
        if (scene.taken().stream().noneMatch(emission -> emission.total() >= MARK)) {
            throw new RuleViolation("a thread recorded %d times while the sink was busy, then %s, then flushed; all is"
                    .formatted(BURST, scene.name(COUNTER)) + " quiet, and the last record has not been emitted");
        }
    }

    /** An owner that takes the interrupt for its own end leaves everybody who flushes waiting. */
    @Test
    @Tag("MB-R303")
    void r303TheSinkLeavesAnInterruptBehind() {
        Scene scene = new Scene();
        scene.record(COUNTER, 1);
        scene.during(1, emission -> Thread.currentThread().interrupt());
        scene.flush();
        scene.record(COUNTER, 10);
        Actor flusher = Actor.start("flusher", scene::flush);
        if (!flusher.endsUnlessItWaits(50, LIMIT)) {
            throw new RuleViolation("the sink left an interrupt behind, and the next flush waits: " + flusher.where());
        }
        if (delivered(scene) != 11) {
            throw new RuleViolation("the sink left an interrupt behind; recorded 11, delivered " + delivered(scene));
        }
    }

    /*
     * recorder:  records, records, records ........ is refused
     * closer:                               close()
     * Of each record its caller knows what became of it: what was taken comes out, and what was not was refused.
     */
    @Test
    @Tag("MB-R101")
    void r101RecordsUntilTheBufferIsClosed() {
        for (int round = 0; round < 20; round++) {
            Scene scene = new Scene();
            BufferPort buffer = scene.buffer();
            AtomicLong taken = new AtomicLong();
            CountDownLatch begun = new CountDownLatch(1);
            Actor recorder = Actor.start("recorder", () -> {
                try {
                    while (!Thread.interrupted()) {
                        buffer.increment(COUNTER.index(), 1);
                        taken.incrementAndGet();
                        begun.countDown();
                    }
                } catch (IllegalStateException refused) {
                    // by a buffer that is closed
                }
            });
            Waiting.until(() -> begun.getCount() == 0);
            buffer.close();
            boolean refused = Waiting.ended(recorder, REFUSED_WITHIN);
            recorder.interrupt();
            recorder.finished(LIMIT);
            if (!refused) {
                throw new RuleViolation("the buffer was closed, and went on taking records");
            }
            if (delivered(scene) != taken.get()) {
                throw new RuleViolation("%d records were taken before the buffer was closed, and %d came out"
                        .formatted(taken.get(), delivered(scene)));
            }
        }
    }

    private static void burst(Scene scene) {
        for (int record = 0; record < BURST; record++) {
            scene.record(COUNTER, 1);
        }
    }

    private static long delivered(Scene scene) {
        return scene.taken().stream().mapToLong(Emission::total).sum();
    }
}
