package metricsbuffer.suite.model.canary;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Wrong: a flush that is late marks less as emitted than another one has emitted already. */
public final class MarkedByGetAndSet extends Canary {

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        return new Slots(sink) {
            private final AtomicLongArray recorded = new AtomicLongArray(SLOTS);
            private final AtomicLongArray emitted = new AtomicLongArray(SLOTS);

            @Override
            void record(int slot, long amount) {
                recorded.addAndGet(slot, amount);
            }

            @Override
            public void flush() {
                for (int slot = 0; slot < SLOTS; slot++) {
                    long sum = recorded.get(slot);
                    emit(slot, Math.max(0, sum - emitted.getAndSet(slot, sum)));
                }
            }
        };
    }
}
