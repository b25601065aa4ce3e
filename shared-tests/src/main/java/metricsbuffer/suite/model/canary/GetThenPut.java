package metricsbuffer.suite.model.canary;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Wrong: two records that read the same total write it back one over the other. */
public final class GetThenPut extends Canary {

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        return new Slots(sink) {
            private final ConcurrentMap<Integer, Long> totals = new ConcurrentHashMap<>();

            @Override
            void record(int slot, long amount) {
                Long total = totals.get(slot);
                totals.put(slot, total == null ? amount : total + amount);
            }

            @Override
            public void flush() {
                for (int slot = 0; slot < SLOTS; slot++) {
                    Long taken = totals.remove(slot);
                    emit(slot, taken == null ? 0 : taken);
                }
            }
        };
    }
}
