package metricsbuffer.processing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Recorder;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that were polled and not yet taken by the strategy, in order. The first stays there until it is
 * taken: so a rejected record is carried over to the next turn. Confined to the consumer thread.
 */
final class PolledRecords {

    private final Consumer<byte[], byte[]> consumer;
    private final Recorder recorder;
    private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();

    PolledRecords(Consumer<byte[], byte[]> consumer, Recorder recorder) {
        this.consumer = consumer;
        this.recorder = recorder;
    }

    /**
     * Polls the consumer; rebalance callbacks run in here.
     *
     * @return what is new among the records
     */
    ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        return Timed.get(recorder, ConsumerTiming.POLL_TIME, () -> {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(timeout);
            polled.forEach(records::add);
            return polled;
        });
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** The next record to be submitted, or null. */
    ConsumerRecord<byte[], byte[]> first() {
        return records.peekFirst();
    }

    /** The first record is taken. */
    void removeFirst() {
        records.removeFirst();
    }

    /**
     * Drops the records of these partitions.
     *
     * @return whether the first was one of them
     */
    boolean drop(Collection<TopicPartition> partitions) {
        ConsumerRecord<byte[], byte[]> first = first();
        records.removeIf(polled -> partitions.contains(partition(polled)));
        return first() != first;
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> polled) {
        return new TopicPartition(polled.topic(), polled.partition());
    }
}
