package metricsbuffer.suite.model.canary;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Wrong: a metric that appears after the walk has passed is cleared away unread. */
public final class WalkedThenCleared extends Canary {

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        return new Slots(sink) {
            private final ConcurrentMap<Integer, AtomicLong> totals = new ConcurrentHashMap<>();

            @Override
            void record(int slot, long amount) {
                totals.computeIfAbsent(slot, absent -> new AtomicLong()).addAndGet(amount);
            }

            @Override
            public void flush() {
                totals.forEach((slot, total) -> emit(slot, total.getAndSet(0)));
                totals.clear();
            }
        };
    }
}
