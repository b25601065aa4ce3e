package metricsbuffer.processing;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Recorder;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A spell of backpressure: it begins when the strategy rejects a record, and ends when that record is taken, set
 * aside or gone with its partition. When it has lasted for the threshold, all partitions are paused until it ends.
 * Confined to the consumer thread.
 */
final class Backpressure {

    private final Consumer<byte[], byte[]> consumer;
    private final Recorder recorder;
    private final LongSupplier nanoClock;
    private final long thresholdNanos;

    private boolean active;
    private long began;
    private boolean paused;

    Backpressure(
            Consumer<byte[], byte[]> consumer, Recorder recorder, Duration threshold, LongSupplier nanoClock) {
        this.consumer = consumer;
        this.recorder = recorder;
        this.thresholdNanos = threshold.toNanos();
        this.nanoClock = nanoClock;
    }

    boolean isPaused() {
        return paused;
    }

    /** The strategy has rejected the first of the polled records. */
    void rejected() {
        if (!active) {
            active = true;
            began = nanoClock.getAsLong();
        }
        if (!paused && nanoClock.getAsLong() - began >= thresholdNanos) {
            consumer.pause(consumer.assignment());
            paused = true;
            recorder.increment(ConsumerCounter.PAUSE, 1);
        }
    }

    /** Partitions have joined the assignment: they are paused like the others. */
    void assigned(Collection<TopicPartition> partitions) {
        if (paused) {
            consumer.pause(partitions);
        }
    }

    /** The rejected record, if there is one, is rejected no more. */
    void end() {
        if (!active) {
            return;
        }
        active = false;
        if (paused) {
            paused = false;
            Set<TopicPartition> resumable = new HashSet<>(consumer.paused());
            resumable.retainAll(consumer.assignment());
            consumer.resume(resumable);
            recorder.increment(ConsumerCounter.RESUME, 1);
        }
        recorder.time(ConsumerTiming.BACKPRESSURE_TIME, nanoClock.getAsLong() - began);
    }
}
