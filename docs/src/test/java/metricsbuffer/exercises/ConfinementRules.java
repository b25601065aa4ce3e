package metricsbuffer.exercises;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import metricsbuffer.suite.rules.Emission;
import metricsbuffer.suite.rules.Metric;
import metricsbuffer.suite.rules.Scene;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.Harm;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.RuleExtension;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Asked of a buffer that says it belongs to one thread: that thread gets out every unit once, and every other one is
 * refused by name and changes nothing. A buffer that waits for the second thread, or lets it in while nobody else is
 * inside, belongs to several.
 */
@ExtendWith(RuleExtension.class)
class ConfinementRules {

    private static final String OWNER = "consumer-of-words";
    private static final String OTHER = "worker-17";

    private static final Metric COUNTER = Metric.counter(0);
    private static final Metric TIMING = Metric.timing(0);
    private static final Metric OF_THE_SINK = Metric.counter(6);

    private final Scene scene = new Scene();
    private String nameBefore;

    @BeforeEach
    void thisThreadIsTheOwner() {
        nameBefore = Thread.currentThread().getName();
        Thread.currentThread().setName(OWNER);
    }

    @AfterEach
    void itsNameIsPutBack() {
        Thread.currentThread().setName(nameBefore);
    }

    /** The sink records on this thread, takes longer than an interval for a total, and refuses one. */
    @Test
    @Tag("MB-R101")
    void r101ToOneThreadEveryUnitComesOutOnce() {
        scene.record(COUNTER, 1);
        scene.record(TIMING, 1);
        scene.during(1, emission -> {
            scene.turnClock(2 * Scene.INTERVAL);
            scene.record(OF_THE_SINK, 10);
        });
        scene.during(2, emission -> {
            throw new Scene.Refusal("agent down");
        });
        scene.turnClock(2 * Scene.INTERVAL);
        scene.record(COUNTER, 1); // begins a flush
        scene.flush();
        assertDelivered(Map.of(COUNTER, 2L, TIMING, 1L, OF_THE_SINK, 10L));
        scene.assertHolds(Rule.R101);
    }

    /*
     * owner:          records 1 | flushes: hands over the 1 ................ | records 2, flushes
     * second thread:            records 10: refused         records 10: refused
     */
    @Test
    @Tag("MB-R101")
    void r101ARecordOfASecondThreadIsRefusedByNameAndCountsNowhere() {
        scene.record(COUNTER, 1);
        secondThreadIsRefused("increment()", () -> scene.buffer().increment(COUNTER.index(), 10));
        secondThreadIsRefused("time()", () -> scene.buffer().time(TIMING.index(), 10));
        scene.during(1, emission ->
                secondThreadIsRefused("increment()", () -> scene.buffer().increment(COUNTER.index(), 10)));
        scene.flush();
        scene.record(COUNTER, 2);
        scene.flush();
        scene.assertHolds(Rule.R101);
        assertDelivered(Map.of(COUNTER, 3L));
    }

    @Test
    @Tag("MB-R103")
    void r103AFlushOfASecondThreadIsRefusedByNameAndEmitsNothing() {
        scene.record(COUNTER, 1);
        scene.record(TIMING, 1);
        secondThreadIsRefused("flush()", scene.buffer()::flush);
        scene.during(1, emission -> secondThreadIsRefused("flush()", scene.buffer()::flush));
        scene.flush();
        scene.assertHolds(Rule.R103);
        assertDelivered(Map.of(COUNTER, 1L, TIMING, 1L));
    }

    /** Otherwise what a loop leaves behind when it dies could be neither sent nor read. */
    @Test
    @Tag("MB-R101")
    void r101WhatAnOwnerLeavesThatHasEndedGoesOutWithTheNext() {
        Actor first = scene.meanwhile(OTHER, () -> scene.record(COUNTER, 1));
        if (!first.ended(Waiting.LIMIT)) {
            throw new RuleViolation("the only thread of a buffer recorded, and did not return");
        }
        scene.record(COUNTER, 2);
        scene.flush();
        assertDelivered(Map.of(COUNTER, 3L));
        scene.assertHolds(Rule.R101);
    }

    /** Noted, not thrown: this may be inside the sink, where the buffer would catch it. */
    private void secondThreadIsRefused(String call, Actor.Step step) {
        int before = scene.taken().size();
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        scene.meanwhile(OTHER, () -> {
            try {
                step.run();
            } catch (RuntimeException thrown) {
                refusal.set(thrown);
            }
        });
        String said = refusal.get() == null ? "" : String.valueOf(refusal.get().getMessage());
        if (!said.contains(OWNER) || !said.contains(OTHER)) {
            String ended = refusal.get() == null ? "was let in" : "was not refused by both names: " + refusal.get();
            scene.note(Harm.BROKEN_RULE, "the buffer belongs to thread '%s'; %s by thread '%s' %s".formatted(OWNER,
                    call, OTHER, ended), null);
        } else if (scene.taken().size() != before) {
            scene.note(Harm.BROKEN_RULE, call + " was refused, and has emitted", null);
        }
    }

    private void assertDelivered(Map<Metric, Long> recorded) {
        Map<Metric, Long> delivered = new LinkedHashMap<>();
        for (Emission emission : scene.taken()) {
            delivered.merge(emission.metric(), emission.total(), Long::sum);
        }
        if (!delivered.equals(recorded)) {
            throw new RuleViolation("the owner recorded %s; delivered were %s".formatted(recorded, delivered));
        }
    }
}
