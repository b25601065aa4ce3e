package metricsbuffer.suite.rules;

import java.util.List;
import metricsbuffer.suite.port.BufferModule;
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
        for (int number = 1; number <= Scene.presentMetrics(); number++) {
            for (Metric a : candidates()) {
                for (Metric b : candidates()) {
                    if (!a.equals(b)) {
                        cut(number, a, b, false);
                    }
                }
            }
        }
    }

    /*
     * flusher:     A handed over ....................................................... B handed over, with the mark
     * recorder 1:                 marks A, hands over
     * recorder 2:                                      takes over, marks B
     * Started on one thread, finished on another: more is finished than was started.
     */
    @Test
    @Tag("MB-R201")
    default void r201ARecordHandedOverToAnotherThreadDuringAnyEmission() {
        for (int number = 1; number <= Scene.presentMetrics(); number++) {
            for (Metric a : candidates()) {
                for (Metric b : candidates()) {
                    if (!a.equals(b)) {
                        cut(number, a, b, true);
                    }
                }
            }
        }
    }

    private static List<Metric> candidates() {
        return Scene.first(BufferModule.load(), 3);
    }

    private static void cut(int number, Metric a, Metric b, boolean handedOver) {
        Scene scene = new Scene();
        scene.recordAll(scene.present(), 1);
        scene.during(number, emission -> scene.meanwhile("recorder", () -> {
            scene.record(a, ConservationRules.MARK);
            if (handedOver) {
                scene.meanwhile("second recorder", () -> scene.record(b, ConservationRules.MARK));
            } else {
                scene.record(b, ConservationRules.MARK);
            }
        }));
        scene.flush();
        scene.settle();
        if (scene.emitted(b, ConservationRules.MARK) && !scene.emitted(a, ConservationRules.MARK)) {
            throw new RuleViolation("one thread recorded %s, then %s %s, during emission %d of a flush; that flush emitted"
                    .formatted(scene.name(a), handedOver ? "another one" : "the same", scene.name(b), number)
                    + " the second without the first");
        }
    }
}
