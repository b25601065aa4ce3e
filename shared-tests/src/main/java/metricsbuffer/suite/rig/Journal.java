package metricsbuffer.suite.rig;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import metricsbuffer.suite.port.ConsumerSpec.Tap;

/**
 * What the consumer recorded and what its buffer emitted, kept apart from the buffer and by simpler means: one
 * sum a metric, added to in one step. Counts, and nanoseconds. Safe for use by several threads.
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

    private final Map<String, Long> recorded = new ConcurrentHashMap<>();
    private final Map<String, Long> handed = new ConcurrentHashMap<>();
    private final Map<Thread, Long> records = new ConcurrentHashMap<>();
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
    public void beforeRecord(String metric, long amount) {
        recorded.merge(metric, amount, Long::sum);
        records.merge(Thread.currentThread(), 1L, Long::sum);
    }

    @Override
    public void beforeEmit(String metric, long total) {
        beforeEmit.accept(metric);
    }

    @Override
    public void emitted(String metric, long total) {
        handed.merge(metric, total, Long::sum);
        afterEmit.accept(metric);
    }

    @Override
    public void bufferThrew(Throwable exception) {
        thrown.add(new Thrown(Thread.currentThread(), exception));
    }

    /** The sum of what was handed to the buffer of one metric. */
    public long recorded(String metric) {
        return recorded.getOrDefault(metric, 0L);
    }

    /** The sum of what the DogStatsD client has taken of one metric. */
    public long handed(String metric) {
        return handed.getOrDefault(metric, 0L);
    }

    /** How many records a thread has begun to make. One that has begun its next record is done with the one before. */
    public long records(Thread thread) {
        return records.getOrDefault(thread, 0L);
    }

    /** The threads that have recorded. */
    public Set<Thread> recorders() {
        return Set.copyOf(records.keySet());
    }

    /** What the buffer let out, in order. */
    public List<Thrown> thrown() {
        return thrown;
    }
}
