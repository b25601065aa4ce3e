package metricsbuffer.strategies;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import metricsbuffer.metrics.HarmlessMetrics;
import metricsbuffer.metrics.Metrics;
import metricsbuffer.metrics.Recorder;
import metricsbuffer.processing.Commit;
import metricsbuffer.processing.ProcessingStrategy;
import metricsbuffer.processing.ProcessingStrategyFactory;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Strategies that run a task for each record and commit its offset: on the consumer thread, or in a pool, which
 * they share. Confined to the consumer thread.
 */
public final class TaskStrategyFactory implements ProcessingStrategyFactory {

    private static final Logger log = LoggerFactory.getLogger(TaskStrategyFactory.class);

    /**
     * Enough to keep the workers busy while the loop waits to offer a rejected record again (10 ms): more would
     * only mean more to finish when partitions are revoked.
     */
    private static final int CAPACITY_PER_WORKER = 100;

    private final RecordTask task;
    private final int workers;
    private final Recorder recorder;
    private final Metrics metrics;
    private final ExecutorService pool; // null without workers

    /**
     * @param task run by several threads at once if there is more than one worker
     * @param workers how many threads run the task, or 0 for the consumer thread
     */
    public TaskStrategyFactory(RecordTask task, int workers, Recorder recorder, Metrics metrics) {
        if (workers < 0) {
            throw new IllegalArgumentException("workers: must not be negative, was " + workers);
        }
        this.task = Objects.requireNonNull(task, "task");
        this.workers = workers;
        this.recorder = Objects.requireNonNull(recorder, "recorder");
        this.metrics = HarmlessMetrics.around(metrics); // one for all strategies: it warns once a name
        AtomicInteger number = new AtomicInteger();
        this.pool = workers == 0 ? null : Executors.newFixedThreadPool(workers,
                body -> new Thread(body, "worker-" + number.incrementAndGet()));
    }

    @Override
    public ProcessingStrategy create(Commit commit, Set<TopicPartition> partitions) {
        ProcessingStrategy commitOffsets = new CommitOffsets(commit, metrics);
        return pool == null
                ? new RunTask(task, commitOffsets)
                : new RunTaskInPool(task, pool, workers * CAPACITY_PER_WORKER, recorder, commitOffsets);
    }

    /** Interrupts the tasks that still run, and waits for them: that long, or until it is interrupted itself. */
    @Override
    public void shutdown(Duration timeout) {
        if (pool == null) {
            return;
        }
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                log.error("A task goes on after {} ms; what it records from now on may not be sent",
                        timeout.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
