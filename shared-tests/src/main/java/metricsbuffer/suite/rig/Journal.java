package metricsbuffer.suite.rig;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import metricsbuffer.suite.port.ConsumerSpec.Tap;

/**
 * What the consumer recorded and what its buffer emitted, kept apart from the buffer and by simpler means: one
 * atomic sum a metric. Counts, and nanoseconds. Safe for use by several threads.
 */
public final class Journal implements Tap {

    /** An exception that the buffer let out, and where it went. */
    public record Thrown(Thread into, Throwable exception) {

        /** The method of the buffer that let it out, for a message. */
        public String where() {
            return Arrays.stream(exception.getStackTrace())
                    .filter(frame -> frame.getClassName().endsWith(".MetricsBuffer"))
                    .findFirst().map(frame -> "MetricsBuffer." + frame.getMethodName() + "()").orElse("the buffer");
        }
    }

    private final Map<String, AtomicLong> recorded = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> handed = new ConcurrentHashMap<>();
    private final Map<Thread, AtomicLong> records = new ConcurrentHashMap<>();
    private final List<Thrown> thrown = new CopyOnWriteArrayList<>();
    private volatile Consumer<String> beforeEmit = metric -> {};
    private volatile Consumer<String> afterEmit = metric -> {};

    /**
     * Has something done on the emitting thread, with the metric's name, before the DogStatsD client is handed a total:
     * it may wait, and what it throws is thrown in place of the sending.
     */
    public void beforeEmit(Consumer<String> hook) {
        beforeEmit = hook;
    }

    /** The same after the client has taken a total. */
    public void afterEmit(Consumer<String> hook) {
        afterEmit = hook;
    }

    @Override
    public void countRecorded(String counter, long amount) {
        enterRecord(counter, amount);
    }

    @Override
    public void timeRecorded(String timing, long nanos) {
        enterRecord(timing, nanos);
    }

    @Override
    public void beforeEmit(String metric, long total) {
        beforeEmit.accept(metric);
    }

    @Override
    public void emitted(String metric, long total) {
        add(handed, metric, total);
        afterEmit.accept(metric);
    }

    @Override
    public void bufferThrew(Throwable exception) {
        thrown.add(new Thrown(Thread.currentThread(), exception));
    }

    /** The sum of what was handed to the buffer of one metric. */
    public long recorded(String metric) {
        return get(recorded, metric);
    }

    /** The sum of what the DogStatsD client has taken of one metric. */
    public long handed(String metric) {
        return get(handed, metric);
    }

    /** All metrics of which anything was recorded, with the sum. */
    public Map<String, Long> recorded() {
        Map<String, Long> sums = new TreeMap<>();
        recorded.forEach((metric, sum) -> sums.put(metric, sum.get()));
        return sums;
    }

    /**
     * How many records a thread has begun to make. One that has begun its next record is done with the one before.
     */
    public long records(Thread thread) {
        return get(records, thread);
    }

    /** The threads that have recorded. */
    public Set<Thread> recorders() {
        return Set.copyOf(records.keySet());
    }

    /** What the buffer let out, in order. */
    public List<Thrown> thrown() {
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
