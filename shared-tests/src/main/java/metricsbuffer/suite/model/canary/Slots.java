package metricsbuffer.suite.model.canary;

import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** The buffer of a canary: its metrics are slots, the counters first. */
abstract class Slots implements BufferPort {

    /** Rather more than a scenario uses, and about as many as a module has: a loop over them is to be as long. */
    static final int SLOTS = 16;

    private static final int FIRST_TIMING = 8;

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
