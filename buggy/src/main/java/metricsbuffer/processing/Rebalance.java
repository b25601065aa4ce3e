package metricsbuffer.processing;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import metricsbuffer.Attempts;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Metrics;
import metricsbuffer.metrics.Recorder;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the assignment: whenever it changes, the strategy ends, and a new one takes over if partitions remain.
 * Works for assignments that are replaced as a whole (eager) and for those that change bit by bit (cooperative).
 *
 * <p>Called back by the consumer from within its poll and its close, on the consumer thread.
 */
final class Rebalance implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(Rebalance.class);

    private final Consumer<byte[], byte[]> consumer;
    private final PolledRecords records;
    private final Backpressure backpressure;
    private final ActiveStrategy strategy;
    private final OffsetCommitter committer;
    private final Recorder recorder;
    private final Metrics metrics;

    private final Set<TopicPartition> assigned = new HashSet<>();

    Rebalance(
            Consumer<byte[], byte[]> consumer,
            PolledRecords records,
            Backpressure backpressure,
            ActiveStrategy strategy,
            OffsetCommitter committer,
            Recorder recorder,
            Metrics metrics) {
        this.consumer = consumer;
        this.records = records;
        this.backpressure = backpressure;
        this.strategy = strategy;
        this.committer = committer;
        this.recorder = recorder;
        this.metrics = metrics;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        timed("on_partitions_assigned", () -> {
            if (partitions.isEmpty()) {
                return; // a cooperative rebalance that brought nothing
            }
            log.info("Assigned: {}", partitions);
            metrics.increment("arroyo.consumer.partitions_assigned.count", partitions.size());
            if (!finishStrategy()) {
                rewind();
            }
            assigned.addAll(partitions);
            partitions.forEach(partition -> committer.assigned(partition, consumer.position(partition)));
            backpressure.assigned(partitions);
            startStrategy();
        });
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        timed("on_partitions_revoked", () -> {
            if (partitions.isEmpty()) {
                return;
            }
            log.info("Revoked: {}", partitions);
            metrics.increment("arroyo.consumer.partitions_revoked.count", partitions.size());
            boolean finished = finishStrategy();
            release(partitions);
            if (!finished) {
                rewind();
            }
            startStrategy();
        });
    }

    /** They may have another owner already: nothing may be committed for them, so nothing is finished for them. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        timed("on_partitions_lost", () -> {
            if (partitions.isEmpty()) {
                return;
            }
            log.warn("Lost: {}", partitions);
            metrics.increment("arroyo.consumer.partitions_revoked.count", partitions.size());
            strategy.terminate();
            release(partitions);
            rewind();
            startStrategy();
        });
    }

    private boolean finishStrategy() {
        boolean finished = strategy.closeAndJoin();
        committer.commitStaged();
        return finished;
    }

    private void startStrategy() {
        if (assigned.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> positions = new HashMap<>();
        assigned.forEach(partition -> positions.put(partition, records.position(partition)));
        strategy.create(positions);
    }

    private void release(Collection<TopicPartition> partitions) {
        assigned.removeAll(partitions);
        committer.forget(partitions);
        drop(partitions);
    }

    /** The strategy has dropped records of partitions that stay: they are consumed again. */
    private void rewind() {
        drop(assigned);
        assigned.forEach(partition -> consumer.seek(partition, committer.done(partition)));
    }

    private void drop(Collection<TopicPartition> partitions) {
        if (records.drop(partitions)) {
            backpressure.end();
        }
    }

    private void timed(String callback, Runnable body) {
        long start = System.nanoTime();
        // What the body throws counts, and what its timing throws is suppressed in it. A finally would hide it.
        Attempts attempts = new Attempts();
        attempts.run(body);
        long nanos = System.nanoTime() - start;
        attempts.run(() -> recorder.time(ConsumerTiming.CALLBACK_TIME, nanos));
        metrics.timing("arroyo.consumer.run.callback", nanos, "callback_name:" + callback);
        attempts.throwFirstFailure();
    }
}
