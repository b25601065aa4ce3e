package metricsbuffer.suite.field;

import java.util.Arrays;

/** The books of a forced scene: series by series, entered by hand. Safe for use by several threads. */
final class Ledger implements FieldBuffer.Delivery {

    private final long[] recorded = new long[FieldBuffer.SERIES]; // guarded by this
    private final long[] delivered = new long[FieldBuffer.SERIES]; // guarded by this
    private String remark = ""; // guarded by this

    /** Records units, and enters them. */
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
    synchronized Ledger newReading() {
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

    synchronized Outcome outcome() {
        Outcome all = new Outcome(0, 0, 0, 0, remark);
        for (int series = 0; series < FieldBuffer.SERIES; series++) {
            long in = recorded[series];
            long out = delivered[series];
            all = all.plus(new Outcome(in, out, Math.max(0, in - out), Math.max(0, out - in), ""));
        }
        return all;
    }
}
