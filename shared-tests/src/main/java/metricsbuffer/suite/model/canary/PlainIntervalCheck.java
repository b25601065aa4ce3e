package metricsbuffer.suite.model.canary;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Wrong: two records read the time of the last flush before either of them sets it, and both flush. */
public final class PlainIntervalCheck extends Canary {

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        return new Slots(sink) {
            private final AtomicLongArray totals = new AtomicLongArray(SLOTS);
            private volatile long lastFlush;

            @Override
            void record(int slot, long amount) {
                totals.addAndGet(slot, amount);
                if (nanoClock.getAsLong() - lastFlush > intervalNanos) {
                    flush();
                }
            }

            @Override
            public void flush() {
                lastFlush = nanoClock.getAsLong();
                for (int slot = 0; slot < SLOTS; slot++) {
                    emit(slot, totals.getAndSet(slot, 0));
                }
            }
        };
    }
}
