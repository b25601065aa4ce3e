package metricsbuffer.suite.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Walks, emits, then clears, and gives its metrics an order that is the same in every JVM. */
final class NaiveBuffer implements BufferPort {

    private final int metrics = WrongModule.count; // of a kind
    private final BufferSink sink;
    private final LongSupplier nanoClock;
    private final long intervalNanos;
    private final Map<Integer, Long> totals = new HashMap<>();
    private long lastFlush;

    NaiveBuffer(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        this.sink = sink;
        this.nanoClock = nanoClock;
        this.intervalNanos = intervalNanos;
        this.lastFlush = nanoClock.getAsLong();
    }

    @Override
    public void increment(int counter, long amount) {
        record(counter, amount);
    }

    @Override
    public void time(int timing, long nanos) {
        record(metrics + timing, nanos);
    }

    private void record(int slot, long amount) {
        totals.merge(slot, amount, Long::sum);
        if (nanoClock.getAsLong() - lastFlush > intervalNanos) {
            flush();
        }
    }

    @Override
    public void flush() {
        totals.forEach((slot, total) -> {
            if (slot < metrics) {
                sink.counter(slot, total);
            } else {
                sink.timing(slot - metrics, total);
            }
        });
        totals.clear();
        lastFlush = nanoClock.getAsLong();
    }
}
