package metricsbuffer.testing;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Nanoseconds that pass when the test says so. Confined to one thread. */
public final class ManualClock implements LongSupplier {

    private long now = -5; // a nanosecond clock may well be negative

    @Override
    public long getAsLong() {
        return now;
    }

    public void advance(Duration time) {
        now += time.toNanos();
    }
}
