package metricsbuffer.suite.field;

import java.util.Arrays;
import java.util.function.Consumer;

/** The units of a forced scene, recorded against delivered. Safe for use by several threads. */
final class SceneUnits implements FieldBuffer.Delivery {

    private final long[] recorded = new long[FieldBuffer.SERIES]; // guarded by this
    private final long[] delivered = new long[FieldBuffer.SERIES]; // guarded by this
    private String remark = ""; // guarded by this

    /** Plays a scene, and tells what it came to. */
    static Balance balanceOf(Consumer<SceneUnits> scene) {
        SceneUnits units = new SceneUnits();
        scene.accept(units);
        synchronized (units) {
            return Balance.of(series -> units.recorded[series], series -> units.delivered[series], units.remark);
        }
    }

    /** Records units, and then counts them. */
    void record(FieldBuffer buffer, int series, int units) {
        for (int unit = 0; unit < units; unit++) {
            buffer.record(series);
        }
        synchronized (this) {
            recorded[series] += units;
        }
    }

    /** Has another thread record: in series 0, which the scene has used before, and in series 1, which it has not. */
    void recordMeanwhile(FieldBuffer buffer) {
        LibraryRules.meanwhile(() -> {
            record(buffer, 0, 7);
            record(buffer, 1, 3);
        });
    }

    @Override
    public synchronized void take(int series, long value) {
        delivered[series] += value;
    }

    /** Starts the delivered side anew: the next delivery holds running totals. */
    synchronized SceneUnits newReading() {
        Arrays.fill(delivered, 0);
        return this;
    }

    synchronized void expect(boolean seen, String otherwise) {
        if (!seen && remark.isEmpty()) {
            remark = otherwise;
        }
    }

    synchronized long delivered(int series) {
        return delivered[series];
    }
}
