package metricsbuffer.suite.rules;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that stands still until the scenario turns it, and that can hold up one of its readers. Nanoseconds. */
final class TurnableClock implements LongSupplier {

    private final AtomicLong now;
    private volatile HeldReader held;

    TurnableClock(long start) {
        now = new AtomicLong(start);
    }

    @Override
    public long getAsLong() {
        long reading = now.get();
        HeldReader reader = held;
        if (reader != null) {
            reader.hasRead();
        }
        return reading;
    }

    void turn(long nanos) {
        now.addAndGet(nanos);
    }

    /** From now on this reader is held up. */
    void hold(HeldReader reader) {
        held = reader;
    }
}
