package metricsbuffer.suite.rules;

import java.util.List;
import java.util.Locale;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MB-R501: what is refused, and what is not emitted. */
interface InputRules {

    @Test
    @Tag("MB-R501")
    default void r501NullIsRefusedByName() {
        BufferModule module = BufferModule.load();
        Scene scene = new Scene();
        refuses(scene, Metric.counter(module.counters().size()), 1, List.of("counter", "metric"));
        refuses(scene, Metric.timing(module.timings().size()), 1, List.of("timing", "metric"));
        emitsNothing(scene);
    }

    @Test
    @Tag("MB-R501")
    default void r501ANegativeAmountIsRefusedByName() {
        for (long amount : new long[] {-1, -1_000_000_007L, Long.MIN_VALUE}) {
            for (Metric metric : new Scene().all()) {
                Scene scene = new Scene();
                refuses(scene, metric, amount, List.of(scene.name(metric), Long.toString(amount)));
                emitsNothing(scene);
            }
        }
    }

    /** A refused record leaves what is there as it is. */
    @Test
    @Tag("MB-R501")
    default void r501ARefusedRecordChangesNothing() {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 7);
        for (Metric metric : scene.all()) {
            refuses(scene, metric, -5, List.of("-5", scene.name(metric)));
        }
        scene.assertBooksBalanceAfterFlush(Rule.R501);
    }

    @Test
    @Tag("MB-R501")
    default void r501ATotalOfZeroIsNotEmitted() {
        Scene scene = new Scene();
        scene.recordAll(scene.all(), 0);
        emitsNothing(scene);
        scene.recordAll(scene.present(), 1);
        scene.flush();
        scene.flush();
        scene.assertBooksBalance(Rule.R501);
    }

    @Test
    @Tag("MB-R501")
    default void r501NothingIsTruncated() {
        long[] amounts = {1, 400_000, 999_999, 1_000_001, Integer.MAX_VALUE + 1L, (1L << 53) + 1};
        for (long amount : amounts) {
            Scene scene = new Scene();
            scene.recordAll(scene.all(), amount);
            scene.assertBooksBalanceAfterFlush(Rule.R501);
        }
    }

    /** The message must hold one of the words, so that a reader of the log knows which call was wrong. */
    private static void refuses(Scene scene, Metric metric, long amount, List<String> words) {
        String message;
        try {
            scene.raw(metric, amount);
            throw new RuleViolation("amount %d of %s was accepted".formatted(amount, metric));
        } catch (NullPointerException | IllegalArgumentException refusal) {
            message = String.valueOf(refusal.getMessage()).toLowerCase(Locale.ROOT);
        } catch (RuntimeException other) {
            throw new RuleViolation("amount %d of %s was refused by an unfitting %s".formatted(amount, metric, other),
                    other);
        }
        if (words.stream().noneMatch(message::contains)) {
            throw new RuleViolation("refused with message '%s', which names none of %s".formatted(message, words));
        }
    }

    private static void emitsNothing(Scene scene) {
        scene.flush();
        if (scene.offers() != 0) {
            throw new RuleViolation("nothing valid was recorded, and %d totals were emitted".formatted(scene.offers()));
        }
    }
}
