package metricsbuffer.suite.system;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import metricsbuffer.suite.port.ConsumerSpec.Tap;

/**
 * What the consumer recorded and what its buffer emitted, kept apart from the buffer and by simpler means: one
 * atomic sum a metric. Counts, and nanoseconds. Safe for use by several threads.
 */
public class Journal implements Tap {

    /** An exception that the buffer let out, and where it went. */
    public record Thrown(Thread into, Throwable exception) {}

    private final Map<String, AtomicLong> recorded = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> handed = new ConcurrentHashMap<>();
    private final Map<Thread, AtomicLong> records = new ConcurrentHashMap<>();
    private final List<Thrown> thrown = new CopyOnWriteArrayList<>();

    @Override
    public void countRecorded(String counter, long amount) {
        enterRecord(counter, amount);
    }

    @Override
    public void timeRecorded(String timing, long nanos) {
        enterRecord(timing, nanos);
    }

    @Override
    public void emitted(String metric, long total) {
        add(handed, metric, total);
    }

    @Override
    public void bufferThrew(Throwable exception) {
        thrown.add(new Thrown(Thread.currentThread(), exception));
    }

    /** The sum of what was handed to the buffer of one metric. */
    public final long recorded(String metric) {
        return get(recorded, metric);
    }

    /** The sum of what the DogStatsD client has taken of one metric. */
    public final long handed(String metric) {
        return get(handed, metric);
    }

    /** All metrics of which anything was recorded, with the sum. */
    public final Map<String, Long> recorded() {
        Map<String, Long> sums = new TreeMap<>();
        recorded.forEach((metric, sum) -> sums.put(metric, sum.get()));
        return sums;
    }

    /**
     * How many records a thread has begun to make. One that has begun its next record is done with the one before.
     */
    public final long records(Thread thread) {
        return get(records, thread);
    }

    /** The threads that have recorded. */
    public final Set<Thread> recorders() {
        return Set.copyOf(records.keySet());
    }

    /** What the buffer let out, in order. */
    public final List<Thrown> thrown() {
        return thrown;
    }

    private void enterRecord(String metric, long amount) {
        add(recorded, metric, amount);
        add(records, Thread.currentThread(), 1);
    }

    private static <K> void add(Map<K, AtomicLong> sums, K key, long amount) {
        sums.computeIfAbsent(key, absent -> new AtomicLong()).addAndGet(amount);
    }

    private static <K> long get(Map<K, AtomicLong> sums, K key) {
        AtomicLong sum = sums.get(key);
        return sum == null ? 0 : sum.get();
    }
}
