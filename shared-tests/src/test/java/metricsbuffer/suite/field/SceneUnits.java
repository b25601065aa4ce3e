package metricsbuffer.suite.field;

import java.util.Arrays;

/** The units of a forced scene, recorded against delivered. Safe for use by several threads. */
final class SceneUnits implements FieldBuffer.Delivery {

    private final long[] recorded = new long[FieldBuffer.SERIES]; // guarded by this
    private final long[] delivered = new long[FieldBuffer.SERIES]; // guarded by this
    private String remark = ""; // guarded by this

    /** Records units, and then counts them. */
    void record(FieldBuffer buffer, int series, int units) {
        for (int unit = 0; unit < units; unit++) {
            buffer.record(series);
        }
        synchronized (this) {
            recorded[series] += units;
        }
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

    synchronized Balance balance() {
        return Balance.of(series -> recorded[series], series -> delivered[series], remark);
    }
}
