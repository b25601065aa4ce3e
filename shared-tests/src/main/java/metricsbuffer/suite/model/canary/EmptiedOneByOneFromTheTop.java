package metricsbuffer.suite.model.canary;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** No atomic cut: as {@link EmptiedOneByOne}, with the higher of two metrics emptied first. */
public final class EmptiedOneByOneFromTheTop extends Canary {

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
                for (int slot = SLOTS - 1; slot >= 0; slot--) {
                    emit(slot, totals.getAndSet(slot, 0));
                }
            }
        };
    }
}
