package metricsbuffer.suite.model.canary;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Wrong: a record that has looked up its adder adds to it after the flush has removed and read it. */
public final class AdderRemovedAtFlush extends Canary {

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        return new Slots(sink) {
            private final ConcurrentMap<Integer, LongAdder> adders = new ConcurrentHashMap<>();

            @Override
            void record(int slot, long amount) {
                adders.computeIfAbsent(slot, absent -> new LongAdder()).add(amount);
            }

            @Override
            public void flush() {
                for (Integer slot : adders.keySet()) {
                    LongAdder removed = adders.remove(slot);
                    emit(slot, removed == null ? 0 : removed.sum());
                }
            }
        };
    }
}
