package metricsbuffer.suite.rules;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that stands still until the scenario turns it. Nanoseconds. */
final class TurnableClock implements LongSupplier {

    private final AtomicLong now;

    TurnableClock(long start) {
        now = new AtomicLong(start);
    }

    @Override
    public long getAsLong() {
        return now.get();
    }

    void turn(long nanos) {
        now.addAndGet(nanos);
    }
}
