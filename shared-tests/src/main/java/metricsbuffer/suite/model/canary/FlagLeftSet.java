package metricsbuffer.suite.model.canary;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Wrong: a record that has claimed the flush, and on a second look finds it done, leaves the claim in place for good. */
public final class FlagLeftSet extends Canary {

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        return new Slots(sink) {
            private final AtomicLongArray totals = new AtomicLongArray(SLOTS);
            private final AtomicBoolean claimed = new AtomicBoolean();
            private volatile long lastFlush;

            @Override
            void record(int slot, long amount) {
                totals.addAndGet(slot, amount);
                if (intervalIsOver() && claimed.compareAndSet(false, true)) {
                    if (!intervalIsOver()) {
                        return;
                    }
                    flush();
                    claimed.set(false);
                }
            }

            @Override
            public void flush() {
                lastFlush = nanoClock.getAsLong();
                for (int slot = 0; slot < SLOTS; slot++) {
                    emit(slot, totals.getAndSet(slot, 0));
                }
            }

            private boolean intervalIsOver() {
                return nanoClock.getAsLong() - lastFlush > intervalNanos;
            }
        };
    }
}
