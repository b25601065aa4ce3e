package metricsbuffer.suite.model.canary;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** No atomic cut: exact for each metric, but records go on between two metrics, the lower of which is emptied first. */
public final class EmptiedOneByOne extends Canary {

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
                    emit(slot, totals.getAndSet(slot, 0));
                }
            }
        };
    }
}
