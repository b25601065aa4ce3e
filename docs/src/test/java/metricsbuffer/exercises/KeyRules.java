package metricsbuffer.exercises;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import metricsbuffer.suite.verdict.RuleExtension;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of buffers that count by tag: keys that are not known beforehand, are too many, or idle for a while. */
@ExtendWith(RuleExtension.class)
class KeyRules {

    /** As the pull request with a bound has it. */
    private static final int MOST_TAGGED = 1_000;
    private static final String OTHER = "other";

    private static final int TOO_MANY = 2 * MOST_TAGGED;
    private static final int RECORDERS = 4;
    private static final int FLUSHES = 100;

    /** Judged when all threads have ended: in whatever order they ran, no unit may be missing or too much. */
    @Test
    @Tag("MB-R101")
    void r101SeveralThreadsRecordMoreTagsThanTheBound() throws ReflectiveOperationException {
        TaggedScene scene = new TaggedScene();
        for (int recorder = 0; recorder < RECORDERS; recorder++) {
            int first = recorder * TOO_MANY / RECORDERS; // each begins with tags of its own, and then they meet
            scene.start("recorder " + recorder, () -> {
                for (int round = 0; round < 3; round++) {
                    scene.record(TaggedScene.NO_TAG, 1);
                    IntStream.range(0, TOO_MANY).forEach(tag -> scene.record(tag((first + tag) % TOO_MANY), 1));
                }
            });
        }
        scene.start("flusher", () -> scene.flush(FLUSHES));
        assertBooksBalanceAfterFlush(scene);
        assertToldApart(scene, MOST_TAGGED);
    }

    @Test
    @Tag("MB-R101")
    void r101WhatIsBeyondTheBoundArrivesAsOther() throws ReflectiveOperationException {
        TaggedScene scene = new TaggedScene();
        recordEach(scene, MOST_TAGGED, 1);
        scene.flush();
        recordEach(scene, TOO_MANY, 10); // those that are known are counted as before
        scene.record(TaggedScene.NO_TAG, 100); // and what has no tag is not bounded
        assertBooksBalanceAfterFlush(scene);
        assertToldApart(scene, MOST_TAGGED);
        assertDelivered(scene, TaggedScene.NO_TAG, 100);
        assertDelivered(scene, OTHER, 10L * (TOO_MANY - MOST_TAGGED));
    }

    /*
     * recorder 1:  does not find its tag ............................................ makes the entry of it
     * recorder 2:                         does not find its own, makes the last entry
     * If looking for room and making the entry are two steps, there is one entry too many.
     */
    @Test
    @Tag("MB-R101")
    void r101TwoThreadsWantTheLastPlace() throws ReflectiveOperationException {
        TaggedScene scene = new TaggedScene();
        recordEach(scene, MOST_TAGGED - 1, 1);
        scene.beforeEntry("recorder 2", () -> scene.record("second", 1));
        scene.record("first", 10);
        assertBooksBalanceAfterFlush(scene);
        assertToldApart(scene, MOST_TAGGED);
        assertDelivered(scene, "second", 1);
        assertDelivered(scene, OTHER, 10);
    }

    /** Both want it for the same tag: that is one place, and there is another one left. */
    @Test
    @Tag("MB-R101")
    void r101TwoThreadsWantAPlaceForOneTag() throws ReflectiveOperationException {
        TaggedScene scene = new TaggedScene();
        recordEach(scene, MOST_TAGGED - 2, 1);
        scene.beforeEntry("recorder 2", () -> scene.record("same", 1));
        scene.record("same", 10);
        scene.record("last", 1);
        assertBooksBalanceAfterFlush(scene);
        assertToldApart(scene, MOST_TAGGED);
        assertDelivered(scene, "same", 11);
    }

    /*
     * recorder:  finds the accumulator of a tag that was idle .................. adds to it
     * flusher:                                                 flushes, finds it idle still
     * Nothing in the accumulator tells that somebody has it in hand.
     */
    @Test
    @Tag("MB-R101")
    void r101ATagThatWasIdleIsRecordedDuringAFlush() throws ReflectiveOperationException {
        for (String tag : List.of("idle", TaggedScene.NO_TAG)) {
            TaggedScene scene = new TaggedScene();
            scene.record(tag, 1);
            scene.flush(FLUSHES);
            scene.afterLookUp("flusher", () -> scene.flush(3));
            scene.record(tag, 10);
            assertBooksBalanceAfterFlush(scene);
        }
    }

    @Test
    @Tag("MB-R501")
    void r501ATagThatIsNullOrEmptyIsRefusedByName() throws ReflectiveOperationException {
        TaggedScene scene = new TaggedScene();
        refuses(scene, null, 1, "tag");
        refuses(scene, "", 1, "tag");
        refuses(scene, "a tag", -5, "-5");
        scene.flush();
        if (!scene.delivered().isEmpty()) {
            throw new RuleViolation("nothing valid was recorded, and it delivered " + scene.delivered());
        }
    }

    /** The message must hold the word and the counter's name: a reader of the log must know which call was wrong. */
    private static void refuses(TaggedScene scene, String tag, long amount, String word)
            throws ReflectiveOperationException {
        Throwable refusal = null;
        try {
            scene.recordRaw(tag, amount);
        } catch (RuleViolation threw) {
            refusal = threw.getCause();
        }
        if (!(refusal instanceof IllegalArgumentException || refusal instanceof NullPointerException)) {
            throw new RuleViolation("%d under the tag '%s' was not refused, but: %s".formatted(amount, tag, refusal));
        }
        String message = String.valueOf(refusal.getMessage());
        if (!message.contains(word) || !message.contains(scene.name())) {
            throw new RuleViolation("%d under the tag '%s': refused with '%s', which does not name %s and %s"
                    .formatted(amount, tag, message, scene.name(), word));
        }
    }

    private static void recordEach(TaggedScene scene, int tags, long amount) {
        IntStream.range(0, tags).forEach(tag -> scene.record(tag(tag), amount));
    }

    private static String tag(int number) {
        return "tag:" + number;
    }

    /** To the unit, tag by tag: one has all of its units, or none, and then they are all among the others. */
    private static void assertBooksBalanceAfterFlush(TaggedScene scene) {
        scene.settle();
        scene.flush();
        Map<String, Long> others = scene.recorded();
        scene.delivered().forEach((tag, out) -> {
            Long in = tag.equals(OTHER) ? out : others.remove(tag);
            if (!out.equals(in)) {
                throw new RuleViolation("tag '%s': recorded %s, delivered %d".formatted(tag, in, out));
            }
        });
        long in = others.values().stream().mapToLong(Long::longValue).sum();
        if (in != scene.delivered(OTHER)) {
            throw new RuleViolation("%d tags are not told apart: recorded %d, delivered %d as '%s'"
                    .formatted(others.size(), in, scene.delivered(OTHER), OTHER));
        }
    }

    private static void assertToldApart(TaggedScene scene, int expected) {
        long toldApart = scene.delivered().keySet().stream()
                .filter(tag -> !tag.equals(OTHER) && !tag.equals(TaggedScene.NO_TAG)).count();
        if (toldApart != expected) {
            throw new RuleViolation("%d tags are told apart, not %d".formatted(toldApart, expected));
        }
    }

    private static void assertDelivered(TaggedScene scene, String tag, long expected) {
        if (scene.delivered(tag) != expected) {
            throw new RuleViolation("tag '%s': expected %d, delivered %d"
                    .formatted(tag, expected, scene.delivered(tag)));
        }
    }
}
