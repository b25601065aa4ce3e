package metricsbuffer.interleavings;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import metricsbuffer.interleavings.Liveness.Moment;
import metricsbuffer.suite.rules.Scene;
import metricsbuffer.suite.rules.Steps;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.Rule;

/** Units of a thread that no flush reaches. */
final class StrandedUnits {

    private StrandedUnits() {}

    /** A thread records once more and ends, when a flush has read its row and asks whether it is alive. */
    static void play(Interleaving on) throws Exception {
        Scene scene = on.on("MB-X30");
        CountDownLatch goOn = new CountDownLatch(1);
        Actor recorder = scene.meanwhile("recorder", () -> {
            scene.record(Interleavings.FIRST, 1);
            if (!goOn.await(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the flush has not asked whether the recorder is alive");
            }
            scene.record(Interleavings.FIRST, 10);
        });
        Collection<?> rows = (Collection<?>) WhiteBox.field(scene.buffer(), "rows");
        AtomicLongArray row = cells(rows.iterator().next());
        on.startFrom("the recorder's row: A=1");
        Liveness.when(Moment.BEFORE_THE_ANSWER, recorder, () -> {
            Steps.add("has read the row: A=1", "", false);
            goOn.countDown();
            recorder.finished(Waiting.LIMIT);
            Steps.addOf("recorder", "ends", "its row: A=" + row.get(0), false);
            Steps.add("isAlive() = false: lets the row go", "", false);
        });
        scene.during(1, emission -> Steps.add("has no row of the recorder any more", rows.size() + " rows", false));
        scene.flush();
        scene.assertBooksBalanceAfterFlush(Rule.R101);
    }

    private static AtomicLongArray cells(Object row) throws ReflectiveOperationException {
        Method cells = row.getClass().getDeclaredMethod("cells");
        cells.setAccessible(true);
        return (AtomicLongArray) cells.invoke(row);
    }
}
