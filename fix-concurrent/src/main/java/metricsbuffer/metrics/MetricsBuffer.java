package metricsbuffer.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds up what the consumer records and hands the totals to the metrics backend about once an interval.
 *
 * <p><b>Assumes</b> nothing of its callers: any thread may record and flush at any time, the backend's own
 * threads too, and from inside the backend.
 *
 * <p><b>Guarantees</b> that every unit recorded is emitted exactly once, and that a total which the backend
 * refuses is kept for the next flush. It does <b>not</b> cut atomically over metrics: if one thread records A
 * before B while a flush runs, that flush may emit B and leave A to the next.
 *
 * <p><b>Progress</b>: recording does not block. The record that finds the interval over emits, on its own thread.
 */
public final class MetricsBuffer implements Recorder {

    /*
     * Nothing is ever reset or removed, so there is no reset that a record could fall in front of and no dead
     * accumulator that it could land in. A flush emits what has come since the last one: the difference.
     */

    private static final Logger log = LoggerFactory.getLogger(MetricsBuffer.class);

    private final Metrics metrics;
    private final LongSupplier nanoClock;
    private final long intervalNanos;

    private final Accumulator[] counters = Accumulator.forEach(ConsumerCounter.values()); // by ordinal
    private final Accumulator[] timings = Accumulator.forEach(ConsumerTiming.values()); // by ordinal
    private final List<Accumulator> accumulators =
            Stream.concat(Arrays.stream(counters), Arrays.stream(timings)).toList();
    private final AtomicBoolean flushingForRecord = new AtomicBoolean();
    private volatile long intervalStart;

    /**
     * @param metrics where totals go
     * @param nanoClock a monotonic clock, in nanoseconds
     * @param interval how long totals are added up before a record flushes them
     */
    public MetricsBuffer(Metrics metrics, LongSupplier nanoClock, Duration interval) {
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.nanoClock = Objects.requireNonNull(nanoClock, "nanoClock");
        this.intervalNanos = interval.toNanos();
        this.intervalStart = nanoClock.getAsLong();
    }

    @Override
    public void increment(ConsumerCounter counter, long amount) {
        Objects.requireNonNull(counter, "counter");
        requireNotNegative(counter, amount);
        counters[counter.ordinal()].add(amount);
        flushIfIntervalIsOver();
    }

    @Override
    public void time(ConsumerTiming timing, long nanos) {
        Objects.requireNonNull(timing, "timing");
        requireNotNegative(timing, nanos);
        timings[timing.ordinal()].add(nanos);
        flushIfIntervalIsOver();
    }

    /** {@inheritDoc} What the backend throws is thrown again once the other totals are emitted. */
    @Override
    public void flush() {
        intervalStart = nanoClock.getAsLong();
        Throwable refusal = null;
        for (Accumulator accumulator : accumulators) {
            long total = accumulator.claim();
            if (total == 0) {
                continue;
            }
            try {
                accumulator.metric.emit(metrics, total);
            } catch (RuntimeException | Error e) {
                accumulator.giveBack(total);
                if (refusal == null) {
                    refusal = e;
                } else if (refusal != e) {
                    refusal.addSuppressed(e);
                }
            }
        }
        if (refusal instanceof Error error) {
            throw error;
        }
        if (refusal != null) {
            throw (RuntimeException) refusal;
        }
    }

    @Override
    public Map<String, Long> pending() {
        Map<String, Long> pending = new TreeMap<>();
        for (Accumulator accumulator : accumulators) {
            long total = accumulator.pending();
            if (total > 0) {
                pending.put(accumulator.metric.metricName(), total);
            }
        }
        return pending;
    }

    /** Of the records that find the interval over, one flushes; while it does, the others go on. */
    private void flushIfIntervalIsOver() {
        if (!intervalIsOver() || !flushingForRecord.compareAndSet(false, true)) {
            return;
        }
        try {
            // Asked again with the flag held: another record may have flushed in between.
            if (intervalIsOver()) {
                flush();
            }
        } catch (RuntimeException | Error e) {
            log.warn("Metrics could not be flushed; the totals are kept for the next flush", e);
        } finally {
            flushingForRecord.set(false);
        }
    }

    private boolean intervalIsOver() {
        return nanoClock.getAsLong() - intervalStart > intervalNanos;
    }

    private static void requireNotNegative(ConsumerMetric metric, long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException(metric.metricName() + ": negative amount " + amount);
        }
    }

    /**
     * What was recorded of one metric: a sum that only ever grows, so that one taken while others add is a total that
     * every later sum will reach again. Beside it, how much of that has been emitted. Recorders share the adder;
     * flushers take turns, so that no two of them claim the same units. It is an adder and does not have one, so that a
     * record follows one reference less.
     */
    private static final class Accumulator extends LongAdder {

        final ConsumerMetric metric;
        private long emitted; // guarded by this

        private Accumulator(ConsumerMetric metric) {
            this.metric = metric;
        }

        static Accumulator[] forEach(ConsumerMetric[] metrics) {
            return Arrays.stream(metrics).map(Accumulator::new).toArray(Accumulator[]::new);
        }

        synchronized long claim() {
            long total = sum() - emitted;
            emitted += total;
            return total;
        }

        synchronized void giveBack(long refused) {
            emitted -= refused;
        }

        synchronized long pending() {
            return sum() - emitted;
        }
    }
}
