package metricsbuffer.suite.model.canary;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Wrong: what is recorded while a refused total is put back, between the read and the write, is overwritten. */
public final class PutBackByGetThenSet extends Canary {

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
                RuntimeException refusal = null;
                for (int slot = 0; slot < SLOTS; slot++) {
                    long total = totals.getAndSet(slot, 0);
                    try {
                        emit(slot, total);
                    } catch (RuntimeException e) {
                        totals.set(slot, totals.get(slot) + total);
                        refusal = e;
                    }
                }
                if (refusal != null) {
                    throw refusal;
                }
            }
        };
    }
}
