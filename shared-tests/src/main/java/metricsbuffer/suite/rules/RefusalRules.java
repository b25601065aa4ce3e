package metricsbuffer.suite.rules;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import metricsbuffer.suite.rules.Scene.Refusal;
import metricsbuffer.suite.verdict.Rule;
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
    default void r106OneTotalRefused() {
        assertOneIsRefused(new Refusal("agent down"), RefusalRules::assertOnlyOneWasLeft);
    }

    /** Languages other than Java, and some libraries, throw checked exceptions that no signature declares. */
    @Test
    @Tag("MB-R106")
    default void r106OneTotalRefusedByACheckedException() {
        assertOneIsRefused(new IOException("agent down"), RefusalRules::assertOnlyOneWasLeft);
    }

    /** After an error the rest of the flush may be emitted or kept; lost or repeated it may not be. */
    @Test
    @Tag("MB-R106")
    default void r106OneTotalRefusedByAnError() {
        assertOneIsRefused(new NoClassDefFoundError("a class of the client"),
                (scene, number) -> scene.assertBooksBalanceAfterFlush(Rule.R106));
    }

    @Test
    @Tag("MB-R106")
    default void r106EveryTotalRefusedByExceptionsOfTheirOwn() {
        Scene scene = new Scene();
        scene.recordAll(scene.all(), 5);
        AtomicInteger refused = new AtomicInteger();
        scene.duringEvery(emission -> {
            throw new Refusal("refused no " + refused.incrementAndGet());
        });
        Throwable thrown = scene.flushRefused();
        if (!tellsOf(Refusal.class::isInstance, thrown)) {
            throw new RuleViolation("the sink refused every total, flush() " + outcome(thrown));
        }
        if (scene.offers() != scene.all().size()) {
            throw new RuleViolation("%d totals, all refused: that flush offered %d".formatted(scene.all().size(),
                    scene.offers()));
        }
        scene.assertBooksBalanceAfterFlush(Rule.R106);
    }

    /** A sink may throw one and the same exception again and again; an exception cannot suppress itself. */
    @Test
    @Tag("MB-R106")
    default void r106EveryTotalRefusedByTheSameException() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 5);
        Refusal same = new Refusal("closed");
        scene.duringEvery(emission -> {
            throw same;
        });
        Throwable thrown = scene.flushRefused();
        assertTellsOf(same, thrown);
        scene.assertBooksBalanceAfterFlush(Rule.R106);
    }

    /** What comes back must be added to what was recorded in the meantime, not put in its place. */
    @Test
    @Tag("MB-R106")
    default void r106RecordOfTheMetricThatIsBeingRefused() {
        for (int number = 1; number <= Scene.presentMetrics(); number++) {
            Scene scene = new Scene();
            scene.recordAll(scene.present(), 5);
            scene.during(number, emission -> {
                scene.meanwhile("recorder", () -> scene.recordAll(scene.all(), 10));
                throw new Refusal("agent down");
            });
            scene.flushRefused();
            scene.assertBooksBalanceAfterFlush(Rule.R106);
        }
    }

    @Test
    @Tag("MB-R106")
    default void r106FlushByAnotherThreadWhileATotalIsBeingRefused() {
        for (int number = 1; number <= Scene.presentMetrics(); number++) {
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
            scene.assertBooksBalanceAfterFlush(Rule.R106);
        }
    }

    /** A refused total goes back directly. Recording it would find the interval over and begin a flush in the flush. */
    @Test
    @Tag("MB-R106")
    default void r106RefusedTotalWhenTheIntervalIsOver() {
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
        scene.assertBooksBalanceAfterFlush(Rule.R106);
    }

    @Test
    @Tag("MB-R106")
    default void r106RefusedAgainAndAgain() {
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
        scene.assertBooksBalanceAfterFlush(Rule.R106);
    }

    /** Nobody sees what a flush throws that a record began: what it could not send must be kept all the same. */
    @Test
    @BegunByARecord
    @Tag("MB-R106")
    default void r106TotalsRefusedInAFlushBegunByARecord() {
        for (Throwable refusal : Scene.FAILURES) {
            Scene scene = new Scene();
            scene.recordAll(scene.present(), 5);
            scene.duringEvery(emission -> Scene.refuse(refusal));
            scene.turnClock(2 * Scene.INTERVAL);
            scene.whenLate(() -> {
                try {
                    scene.raw(Metric.counter(0), 5);
                } catch (Throwable thrownIntoTheRecorder) {
                    // MB-R303 judges that. Here it is about the totals.
                }
            });
            scene.duringEvery(emission -> {});
            scene.flushRefused();
            for (Metric metric : scene.present()) {
                long recorded = metric.equals(Metric.counter(0)) ? 10 : 5;
                long out = scene.delivered(metric);
                if (out != recorded) {
                    throw new RuleViolation("a record began a flush, the sink refused all of it by %s; after the next"
                            .formatted(refusal) + " flush, %s: recorded %d, delivered %d".formatted(scene.name(metric),
                            recorded, out));
                }
            }
        }
    }

    /** For each total one scene: it is refused, the flush tells of that, and the rest is judged. */
    private static void assertOneIsRefused(Throwable refusal, ObjIntConsumer<Scene> rest) {
        for (int number = 1; number <= Scene.presentMetrics(); number++) {
            Scene scene = new Scene();
            scene.recordAll(scene.present(), 5);
            scene.during(number, emission -> Scene.refuse(refusal));
            assertTellsOf(refusal, scene.flushRefused());
            rest.accept(scene, number);
        }
    }

    /** The flush in which one total was refused has handed over the others, and the next one that. */
    private static void assertOnlyOneWasLeft(Scene scene, int refused) {
        int totals = scene.present().size();
        if (scene.taken().size() != totals - 1) {
            throw new RuleViolation("the sink refused total %d of %d; of the others that flush handed over %d"
                    .formatted(refused, totals, scene.taken().size()));
        }
        scene.flush();
        if (scene.offers() != totals + 1) {
            throw new RuleViolation("one total was refused; the next flush handed over " + (scene.offers() - totals));
        }
        scene.assertBooksBalance(Rule.R106);
    }

    /** What the sink threw reaches the one who called flush(): itself, as a cause, or suppressed. */
    private static void assertTellsOf(Throwable refusal, Throwable thrown) {
        if (!tellsOf(each -> each == refusal, thrown)) {
            throw new RuleViolation("the sink threw %s, flush() %s".formatted(refusal, outcome(thrown)));
        }
    }

    private static boolean tellsOf(Predicate<Throwable> refusal, Throwable thrown) {
        return thrown != null && (refusal.test(thrown) || tellsOf(refusal, thrown.getCause())
                || Stream.of(thrown.getSuppressed()).anyMatch(suppressed -> tellsOf(refusal, suppressed)));
    }

    private static String outcome(Throwable thrown) {
        return thrown == null ? "returned as if nothing had happened" : "threw " + thrown;
    }
}
