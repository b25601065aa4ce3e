package metricsbuffer.suite.model.canary;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Wrong: two flushes read the same total, and each emits it before it takes it away. */
public final class EmittedThenSubtracted extends Canary {

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        return new Slots(sink) {
            private final AtomicLongArray totals = new AtomicLongArray(SLOTS);

            @Override
            void record(int slot, long amount) {
                totals.addAndGet(slot, amount);
            }

            @Override
            public void flush() {
                for (int slot = 0; slot < SLOTS; slot++) {
                    long total = totals.get(slot);
                    emit(slot, total);
                    totals.addAndGet(slot, -total);
                }
            }
        };
    }
}
