package metricsbuffer.suite.model.canary;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Wrong: a flush that finds another one running returns, and leaves what the other has passed already. */
public final class GivesUpWhileAnotherFlushes extends Canary {

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        return new Slots(sink) {
            private final AtomicLongArray totals = new AtomicLongArray(SLOTS);
            private final AtomicBoolean flushing = new AtomicBoolean();

            @Override
            void record(int slot, long amount) {
                totals.addAndGet(slot, amount);
            }

            @Override
            public void flush() {
                if (!flushing.compareAndSet(false, true)) {
                    return;
                }
                for (int slot = 0; slot < SLOTS; slot++) {
                    emit(slot, totals.getAndSet(slot, 0));
                }
                flushing.set(false);
            }
        };
    }
}
