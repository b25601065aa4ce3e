package metricsbuffer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * When a shutdown must be over: so long after it has begun, and it begins once. What waits during the shutdown asks how
 * long it may, each for a share of what is left: so whatever waits for its whole share, time remains for those after
 * it. Safe for use by several threads.
 */
public final class Deadline {

    private static final long NOT_BEGUN = Long.MAX_VALUE;

    private final LongSupplier nanoClock;
    private final long origin;
    private final long timeoutNanos;
    /** Counted from the origin, which makes NOT_BEGUN a value that no clock shows. */
    private final AtomicLong end = new AtomicLong(NOT_BEGUN);

    /** @param timeout from the beginning of the shutdown to its end */
    public Deadline(Duration timeout) {
        this(timeout, System::nanoTime);
    }

    /** @param nanoClock in place of {@link System#nanoTime()} */
    public Deadline(Duration timeout, LongSupplier nanoClock) {
        this.timeoutNanos = timeout.toNanos();
        this.nanoClock = nanoClock;
        this.origin = nanoClock.getAsLong();
    }

    /** The shutdown begins now, unless it has begun before. */
    public void begin() {
        end.compareAndSet(NOT_BEGUN, now() + timeoutNanos);
    }

    /** Whether the shutdown has begun. */
    public boolean hasBegun() {
        return end.get() != NOT_BEGUN;
    }

    /** How long until the shutdown must be over: zero or more. The whole timeout while it has not begun. */
    public Duration left() {
        long at = end.get();
        return Duration.ofNanos(at == NOT_BEGUN ? timeoutNanos : Math.max(0, at - now()));
    }

    /**
     * How long a step may wait: while the shutdown has not begun, as long as it usually does; after that, for half of
     * what is left at the most.
     *
     * @param usual how long it waits if nobody is in a hurry
     */
    public Duration share(Duration usual) {
        if (!hasBegun()) {
            return usual;
        }
        Duration half = left().dividedBy(2);
        return usual.compareTo(half) < 0 ? usual : half;
    }

    /**
     * How long the one step may wait that needs most of the time: for what is left but for a reserve; but for half of
     * it at least, if the shutdown is late.
     *
     * @param reserve for the steps after it
     */
    public Duration allBut(Duration reserve) {
        Duration left = left();
        Duration most = left.minus(reserve);
        Duration half = left.dividedBy(2);
        return most.compareTo(half) < 0 ? half : most;
    }

    private long now() {
        return nanoClock.getAsLong() - origin;
    }
}
