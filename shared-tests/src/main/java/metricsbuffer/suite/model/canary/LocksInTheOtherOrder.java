package metricsbuffer.suite.model.canary;

import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Wrong: a flush takes one lock and then the other, a record that begins a flush takes them the other way round. */
public final class LocksInTheOtherOrder extends Canary {

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        return new Slots(sink) {
            private final Object flushes = new Object();
            private final Object records = new Object();
            private final long[] totals = new long[SLOTS]; // guarded by records
            private long lastFlush; // guarded by records

            @Override
            void record(int slot, long amount) {
                synchronized (records) {
                    totals[slot] += amount;
                    if (nanoClock.getAsLong() - lastFlush > intervalNanos) {
                        flush();
                    }
                }
            }

            @Override
            public void flush() {
                synchronized (flushes) {
                    synchronized (records) {
                        lastFlush = nanoClock.getAsLong();
                        for (int slot = 0; slot < SLOTS; slot++) {
                            emit(slot, totals[slot]);
                            totals[slot] = 0;
                        }
                    }
                }
            }
        };
    }
}
