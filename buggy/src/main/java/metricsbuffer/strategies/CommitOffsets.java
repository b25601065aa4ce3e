package metricsbuffer.strategies;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import metricsbuffer.metrics.HarmlessMetrics;
import metricsbuffer.metrics.Metrics;
import metricsbuffer.processing.Commit;
import metricsbuffer.processing.ProcessingStrategy;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Ends a chain of strategies: a record that arrives here is done, and its offset is staged. At most once a second
 * it also reports how old such a record is, as arroyo.consumer.latency. Confined to the consumer thread.
 */
public final class CommitOffsets implements ProcessingStrategy {

    private static final long LATENCY_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Commit commit;
    private final Metrics metrics;
    private final LongSupplier nanoClock;
    private final InstantSource wallClock;
    private long latencyReported;

    public CommitOffsets(Commit commit, Metrics metrics) {
        this(commit, metrics, System::nanoTime, InstantSource.system());
    }

    /**
     * @param nanoClock tells when the latency is due
     * @param wallClock is compared with the records' timestamps
     */
    CommitOffsets(Commit commit, Metrics metrics, LongSupplier nanoClock, InstantSource wallClock) {
        this.commit = Objects.requireNonNull(commit, "commit");
        this.metrics = HarmlessMetrics.around(metrics);
        this.nanoClock = nanoClock;
        this.wallClock = wallClock;
        this.latencyReported = nanoClock.getAsLong() - LATENCY_INTERVAL_NANOS;
    }

    /** What is staged is not held back when no more records come. */
    @Override
    public void poll() {
        commit.commit(Map.of(), false);
    }

    @Override
    public void submit(ConsumerRecord<byte[], byte[]> record) {
        stage(record);
        reportLatency(record);
    }

    @Override
    public void skip(ConsumerRecord<byte[], byte[]> record) {
        stage(record);
    }

    @Override
    public void close() {}

    @Override
    public boolean join(Duration timeout) {
        commit.commit(Map.of(), true);
        return true;
    }

    @Override
    public void terminate() {}

    private void stage(ConsumerRecord<byte[], byte[]> record) {
        commit.commit(Map.of(new TopicPartition(record.topic(), record.partition()),
                new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), "")), false);
    }

    private void reportLatency(ConsumerRecord<byte[], byte[]> record) {
        long now = nanoClock.getAsLong();
        if (now - latencyReported < LATENCY_INTERVAL_NANOS || record.timestamp() == ConsumerRecord.NO_TIMESTAMP) {
            return;
        }
        latencyReported = now;
        // The producer's clock may be ahead of this one.
        long millis = Math.max(0, wallClock.millis() - record.timestamp());
        metrics.timing("arroyo.consumer.latency", TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
