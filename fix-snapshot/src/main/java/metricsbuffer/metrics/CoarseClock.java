package metricsbuffer.metrics;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A monotonic clock that is read for the price of a field: a daemon thread reads {@link System#nanoTime()} once
 * a tick, and everyone else reads what it left.
 *
 * <p>It is behind by a tick at the most, plus what the scheduler adds. That is enough to tell whether a flush
 * interval is over, and too little to time anything by. Safe for use by several threads; its owner closes it,
 * after which it stands still.
 */
public final class CoarseClock implements LongSupplier, AutoCloseable {

    private final Thread ticker;
    private volatile long now = System.nanoTime();
    private volatile boolean closed;

    /** @param tick how often the clock is set; about 10 ms serves an interval of a second */
    public CoarseClock(Duration tick) {
        long tickNanos = tick.toNanos();
        if (tickNanos <= 0) {
            throw new IllegalArgumentException("tick: must be positive, was " + tick);
        }
        ticker = new Thread(() -> {
            while (!closed) {
                now = System.nanoTime();
                LockSupport.parkNanos(this, tickNanos);
            }
        }, "metrics-clock");
        ticker.setDaemon(true);
        ticker.start();
    }

    /** Nanoseconds, from an arbitrary origin: only differences mean anything. */
    @Override
    public long getAsLong() {
        return now;
    }

    /** Stops the ticker and waits for it. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(ticker);
        boolean interrupted = false;
        while (ticker.isAlive()) {
            try {
                ticker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
