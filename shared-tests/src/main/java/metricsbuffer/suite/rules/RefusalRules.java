package metricsbuffer.suite.rules;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import metricsbuffer.suite.rules.Scene.Refusal;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MB-R106: a sink that throws has not taken the total, and loses nobody else's. */
interface RefusalRules {

    /*
     * flusher:  A taken | B refused | C and D must still be handed over | flush() throws the refusal
     * The next flush hands over B, once, and nothing else.
     */
    @Test
    @Tag("MB-R106")
    default void r106_oneTotalRefused() {
        for (int number = 1; number <= 4; number++) {
            Refusal refusal = new Refusal("agent down");
            Scene scene = new Scene();
            scene.recordAll(scene.present(), 5);
            scene.during(number, emission -> {
                throw refusal;
            });
            Throwable thrown = scene.flushRefused();
            if (thrown != refusal) {
                throw new RuleViolation("the sink threw " + refusal + ", flush() " + outcome(thrown));
            }
            if (scene.taken().size() != 3) {
                throw new RuleViolation("the sink refused total %d of 4; of the other 3 that flush handed over %d"
                        .formatted(number, scene.taken().size()));
            }
            scene.flush();
            if (scene.offers() != 5) {
                throw new RuleViolation("one total was refused; the next flush handed over " + (scene.offers() - 4));
            }
            scene.assertBooksBalance();
        }
    }

    @Test
    @Tag("MB-R106")
    default void r106_everyTotalRefusedByExceptionsOfTheirOwn() {
        Scene scene = new Scene();
        scene.recordAll(scene.all(), 5);
        AtomicInteger refused = new AtomicInteger();
        scene.duringEvery(emission -> {
            throw new Refusal("refused no " + refused.incrementAndGet());
        });
        Throwable thrown = scene.flushRefused();
        if (!(thrown instanceof Refusal)) {
            throw new RuleViolation("the sink refused every total, flush() " + outcome(thrown));
        }
        if (scene.offers() != scene.all().size()) {
            throw new RuleViolation("%d totals, all refused: that flush offered %d".formatted(scene.all().size(),
                    scene.offers()));
        }
        scene.assertBooksBalanceAfterFlush();
    }

    /** A sink may throw one and the same exception again and again; an exception cannot suppress itself. */
    @Test
    @Tag("MB-R106")
    default void r106_everyTotalRefusedByTheSameException() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 5);
        Refusal same = new Refusal("closed");
        scene.duringEvery(emission -> {
            throw same;
        });
        Throwable thrown = scene.flushRefused();
        if (thrown != same) {
            throw new RuleViolation("the sink threw the same exception for every total, flush() " + outcome(thrown));
        }
        scene.assertBooksBalanceAfterFlush();
    }

    /** What comes back must be added to what was recorded in the meantime, not put in its place. */
    @Test
    @Tag("MB-R106")
    default void r106_recordOfTheMetricThatIsBeingRefused() {
        for (int number = 1; number <= 4; number++) {
            Scene scene = new Scene();
            scene.recordAll(scene.present(), 5);
            scene.during(number, emission -> {
                scene.meanwhile("recorder", () -> scene.recordAll(scene.all(), 10));
                throw new Refusal("agent down");
            });
            scene.flushRefused();
            scene.assertBooksBalanceAfterFlush();
        }
    }

    @Test
    @Tag("MB-R106")
    default void r106_flushByAnotherThreadWhileATotalIsBeingRefused() {
        for (int number = 1; number <= 4; number++) {
            Scene scene = new Scene();
            scene.recordAll(scene.present(), 5);
            scene.during(number, emission -> {
                scene.meanwhile("second flusher", () -> {
                    scene.recordAll(scene.present(), 10);
                    scene.flush();
                });
                throw new Refusal("agent down");
            });
            scene.flushRefused();
            scene.assertBooksBalanceAfterFlush();
        }
    }

    /** A refused total goes back directly. Recording it would find the interval over and begin a flush in the flush. */
    @Test
    @Tag("MB-R106")
    default void r106_refusedTotalWhenTheIntervalIsOver() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 5);
        scene.duringEvery(emission -> {
            scene.turnClock(2 * Scene.INTERVAL);
            throw new Refusal("agent down");
        });
        scene.flushRefused();
        List<Metric> present = scene.present();
        if (scene.offers() != present.size()) {
            throw new RuleViolation("%d totals, all refused: one flush offered %d".formatted(present.size(),
                    scene.offers()));
        }
        scene.assertBooksBalanceAfterFlush();
    }

    @Test
    @Tag("MB-R106")
    default void r106_refusedAgainAndAgain() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 5);
        scene.duringEvery(emission -> {
            if (emission.number() % 2 == 0) {
                throw new Refusal("every other");
            }
        });
        for (int flush = 0; flush < 6; flush++) {
            scene.recordAll(scene.all(), 1);
            scene.flushRefused();
        }
        scene.assertBooksBalanceAfterFlush();
    }

    /** Nobody sees what a flush throws that a record began: what it could not send must be kept all the same. */
    @Test
    @Tag("MB-R106")
    default void r106_totalsRefusedInAFlushBegunByARecord() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 5);
        scene.duringEvery(emission -> {
            throw new Refusal("agent down");
        });
        scene.turnClock(2 * Scene.INTERVAL);
        try {
            scene.raw(Metric.counter(0), 5);
        } catch (RuntimeException thrownIntoTheRecorder) {
            // MB-R303 judges that. Here it is about the totals.
        }
        scene.duringEvery(emission -> {});
        scene.flushRefused();
        for (Metric metric : scene.present()) {
            long recorded = metric.equals(Metric.counter(0)) ? 10 : 5;
            long out = scene.taken().stream().filter(emission -> emission.metric().equals(metric))
                    .mapToLong(Emission::total).sum();
            if (out != recorded) {
                throw new RuleViolation("a record began a flush, the sink refused all of it; after the next flush, %s:"
                        .formatted(scene.name(metric)) + " recorded %d, delivered %d".formatted(recorded, out));
            }
        }
    }

    private static String outcome(Throwable thrown) {
        return thrown == null ? "returned as if nothing had happened" : "threw " + thrown;
    }
}
