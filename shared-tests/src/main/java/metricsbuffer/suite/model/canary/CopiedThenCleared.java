package metricsbuffer.suite.model.canary;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Wrong: what is recorded between the copy and the clear is in neither. */
public final class CopiedThenCleared extends Canary {

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        return new Slots(sink) {
            private final Map<Integer, Long> totals = new HashMap<>(); // guarded by this

            @Override
            synchronized void record(int slot, long amount) {
                totals.merge(slot, amount, Long::sum);
            }

            @Override
            public void flush() {
                copy().forEach(this::emit);
                clear();
            }

            private synchronized Map<Integer, Long> copy() {
                return Map.copyOf(totals);
            }

            private synchronized void clear() {
                totals.clear();
            }
        };
    }
}
