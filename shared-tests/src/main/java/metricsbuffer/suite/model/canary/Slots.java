package metricsbuffer.suite.model.canary;

import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** The buffer of a canary: its metrics are slots, the counters first. */
abstract class Slots implements BufferPort {

    /** Two counters and two timings: no scenario uses more. */
    static final int SLOTS = 4;

    private static final int FIRST_TIMING = 2;

    private final BufferSink sink;

    Slots(BufferSink sink) {
        this.sink = sink;
    }

    abstract void record(int slot, long amount);

    @Override
    public final void increment(int counter, long amount) {
        record(counter, amount);
    }

    @Override
    public final void time(int timing, long nanos) {
        record(FIRST_TIMING + timing, nanos);
    }

    final void emit(int slot, long total) {
        if (total == 0) {
            return;
        }
        if (slot < FIRST_TIMING) {
            sink.counter(slot, total);
        } else {
            sink.timing(slot - FIRST_TIMING, total);
        }
    }
}
