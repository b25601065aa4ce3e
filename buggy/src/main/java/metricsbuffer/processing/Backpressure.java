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
 * Keeps the consumer in its group while polled records wait: one that has not been polled for max.poll.interval.ms is
 * thrown out, whatever its threads are at. When the last poll is as long ago as the threshold, a poll is due: with all
 * partitions paused, so that it brings no more records, and without a wait. They are resumed when the first record is
 * taken, set aside or gone with its partition.
 *
 * <p>Times the spells of backpressure besides, each from the first rejection of a record to the same end. Confined to
 * the consumer thread.
 */
final class Backpressure {

    private final Consumer<byte[], byte[]> consumer;
    private final Recorder recorder;
    private final LongSupplier nanoClock;
    private final long thresholdNanos;

    private long lastPoll;
    private boolean paused;
    private boolean rejected;
    private long rejectedSince;

    Backpressure(
            Consumer<byte[], byte[]> consumer, Recorder recorder, Duration threshold, LongSupplier nanoClock) {
        this.consumer = consumer;
        this.recorder = recorder;
        this.thresholdNanos = threshold.toNanos();
        this.nanoClock = nanoClock;
    }

    /** The consumer has been polled, whatever came of it. */
    void polled() {
        lastPoll = nanoClock.getAsLong();
    }

    /** Whether to poll now, though polled records are left. Always while partitions are paused. */
    boolean isPollDue() {
        return paused || nanoClock.getAsLong() - lastPoll >= thresholdNanos;
    }

    /** Before a poll that is to bring no records. */
    void pause() {
        if (!paused) {
            consumer.pause(consumer.assignment());
            paused = true;
            recorder.increment(ConsumerCounter.PAUSE, 1);
        }
    }

    /** The strategy has rejected the first of the polled records. */
    void rejected() {
        if (!rejected) {
            rejected = true;
            rejectedSince = nanoClock.getAsLong();
        }
    }

    /** Partitions have joined the assignment: they are paused like the others. */
    void assigned(Collection<TopicPartition> partitions) {
        if (paused) {
            consumer.pause(partitions);
        }
    }

    /** The first of the polled records waits no more. */
    void end() {
        if (paused) {
            paused = false;
            Set<TopicPartition> resumable = new HashSet<>(consumer.paused());
            resumable.retainAll(consumer.assignment());
            consumer.resume(resumable);
            recorder.increment(ConsumerCounter.RESUME, 1);
        }
        if (rejected) {
            rejected = false;
            recorder.time(ConsumerTiming.BACKPRESSURE_TIME, nanoClock.getAsLong() - rejectedSince);
        }
    }
}
