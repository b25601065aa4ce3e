package metricsbuffer.suite.rules;

import java.util.List;
import java.util.function.BiConsumer;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MB-R201: a flush cuts through all metrics at one moment. */
interface ConsistencyRules {

    /*
     * flusher:   A handed over ................................ B handed over, with the mark
     * recorder:                 marks A, then marks B
     * A reader of the metrics sees B without the A that came before it.
     */
    @Test
    @Tag("MB-R201")
    default void r201TwoRecordsOfOneThreadDuringAnyEmission() {
        forEachPair(3, (a, b) -> Scene.duringAnyEmission((scene, emission) -> scene.meanwhile("recorder", () -> {
            scene.record(a, ConservationRules.MARK);
            scene.record(b, ConservationRules.MARK);
        }), scene -> assertNotTorn(scene, a, b, "the same")));
    }

    /*
     * flusher:     A handed over ....................................................... B handed over, with the mark
     * recorder 1:                 marks A, hands over
     * recorder 2:                                      takes over, marks B
     * Started on one thread and finished on another: more is finished than was started.
     */
    @Test
    @Tag("MB-R201")
    default void r201TwoRecordsHandedOverBetweenThreadsDuringAnyEmission() {
        forEachPair(2, (a, b) -> {
            for (int number = 1; number <= Scene.presentMetrics(); number++) {
                handOver(number, a, b, true);
                handOver(number, a, b, false);
            }
        });
    }

    /** Both threads have recorded before, in either order: a buffer may keep, and take, the totals of each thread apart. */
    private static void handOver(int number, Metric a, Metric b, boolean giverRecordedFirst) {
        Scene scene = new Scene();
        HandOver begin = new HandOver();
        HandOver done = new HandOver();
        Actor.Step give = () -> {
            begin.take();
            scene.record(a, ConservationRules.MARK);
            done.give();
        };
        Actor.Step take = () -> {
            done.take();
            scene.record(b, ConservationRules.MARK);
        };
        Actor first = scene.startRecorder("recorder", giverRecordedFirst ? give : take);
        Actor second = scene.startRecorder("second recorder", giverRecordedFirst ? take : give);
        scene.during(number, emission -> {
            begin.give();
            if (begin.taken(giverRecordedFirst ? first : second)) {
                done.taken(giverRecordedFirst ? second : first);
            }
        });
        scene.flush();
        begin.give(); // if that flush has emitted less
        assertNotTorn(scene, a, b, "another one");
    }

    /** Of the first metrics of each kind. */
    private static void forEachPair(int ofEachKind, BiConsumer<Metric, Metric> scenario) {
        List<Metric> metrics = Scene.first(BufferModule.load(), ofEachKind);
        for (Metric a : metrics) {
            metrics.stream().filter(b -> !b.equals(a)).forEach(b -> scenario.accept(a, b));
        }
    }

    private static void assertNotTorn(Scene scene, Metric a, Metric b, String who) {
        scene.settle();
        if (scene.emitted(b, ConservationRules.MARK) && !scene.emitted(a, ConservationRules.MARK)) {
            throw new RuleViolation("one thread recorded %s, %s then %s, during a flush; that flush emitted the second"
                    .formatted(scene.name(a), who, scene.name(b)) + " without the first");
        }
    }
}
