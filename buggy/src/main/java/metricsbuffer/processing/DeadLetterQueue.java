package metricsbuffer.processing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.Recorder;
import metricsbuffer.processing.DeadLetterPolicy.OnFailure;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic for invalid records. A dead letter has the key, the value and the headers of the record as they were
 * consumed, and the four headers named here; their values are text, in UTF-8.
 *
 * <p>Delivery is asynchronous. A dead letter is open until it is acknowledged; {@link #firstOpen} tells up to where a
 * partition may be committed meanwhile. One that cannot be delivered is logged and counted, on the producer's I/O
 * thread or on the caller's. Then it is dropped, or stays open and ends the run, as the policy says. The methods are
 * called on the consumer thread only.
 */
public final class DeadLetterQueue {

    /** The topic that the record was consumed from. */
    public static final String TOPIC_HEADER = "dead-letter.source-topic";
    /** The partition that the record was consumed from, in decimal. */
    public static final String PARTITION_HEADER = "dead-letter.source-partition";
    /** The offset that the record had there, in decimal. */
    public static final String OFFSET_HEADER = "dead-letter.source-offset";
    /** What is wrong with the record. */
    public static final String REASON_HEADER = "dead-letter.reason";

    private static final Logger log = LoggerFactory.getLogger(DeadLetterQueue.class);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final boolean dropping;
    private final DeadLetterLimits limits;
    private final Recorder recorder;

    /** For each assigned partition its open dead letters. The sets are shared with the I/O thread, the map is not. */
    private final Map<TopicPartition, NavigableSet<Letter>> open = new HashMap<>();
    private final Object settled = new Object(); // notified whenever a dead letter is delivered or has failed
    private volatile DeadLetterException failure; // null while there is none that ends the run
    private long produced;

    /**
     * @param producer closed with the queue
     * @param topic where dead letters go
     * @param recorder counts those that could not be delivered
     */
    public DeadLetterQueue(
            Producer<byte[], byte[]> producer, String topic, DeadLetterPolicy policy, Recorder recorder) {
        this.producer = Objects.requireNonNull(producer, "producer");
        this.topic = Objects.requireNonNull(topic, "topic");
        this.dropping = policy.onFailure() == OnFailure.DROP;
        this.limits = new DeadLetterLimits(policy);
        this.recorder = Objects.requireNonNull(recorder, "recorder");
    }

    /** Records of a partition have been polled, from this offset on. */
    void polled(TopicPartition partition, long offset) {
        limits.polled(partition, offset);
    }

    /** Partitions are consumed no more: whoever has them next will find their records invalid again. */
    void forget(Collection<TopicPartition> partitions) {
        limits.forget(partitions);
        for (TopicPartition partition : partitions) {
            NavigableSet<Letter> letters = open.remove(partition);
            if (letters != null) {
                letters.clear(); // by this the I/O thread knows
            }
        }
    }

    /**
     * Hands a record to the producer, which may block for as long as its max.block.ms.
     *
     * @throws DeadLetterException as {@link #requireDelivery} does
     * @throws IllegalStateException if there are more invalid records than the policy allows
     * @throws InterruptException if the thread is interrupted; then the record has not been handed over
     */
    void produce(ConsumerRecord<byte[], byte[]> invalid, String reason) {
        requireDelivery();
        limits.add(invalid);
        Letter letter = Letter.of(invalid, produced++);
        NavigableSet<Letter> letters = open.computeIfAbsent(letter.source(), none -> new ConcurrentSkipListSet<>());
        letters.add(letter); // before it is sent: it may be delivered sooner than send returns
        try {
            producer.send(deadLetter(invalid, reason), (metadata, failed) -> settle(letter, letters, failed));
        } catch (InterruptException e) {
            letters.remove(letter);
            throw e;
        } catch (KafkaException e) {
            settle(letter, letters, e);
        }
        requireDelivery();
    }

    /** @throws DeadLetterException if a dead letter could not be delivered, unless those are dropped */
    void requireDelivery() {
        if (failure != null) {
            throw failure;
        }
    }

    /** The first record of a partition whose dead letter is open, with its leader epoch; or null if none is. */
    OffsetAndMetadata firstOpen(TopicPartition partition) {
        NavigableSet<Letter> letters = open.getOrDefault(partition, Collections.emptyNavigableSet());
        return firstOf(letters).map(Letter::position).orElse(null);
    }

    /**
     * Waits until no dead letter is open, or one has failed that ends the run.
     *
     * @param timeout how long to wait; what is open then is logged
     * @throws InterruptException if the thread is interrupted
     */
    void awaitDelivery(Duration timeout) {
        long start = System.nanoTime();
        synchronized (settled) {
            while (isAnyOpen() && failure == null) {
                long left = timeout.toNanos() - (System.nanoTime() - start);
                if (left <= 0) {
                    log.warn("Dead letters not acknowledged within {} ms: their records are not committed, and will be"
                            + " consumed again. The first of each partition: {}", timeout.toMillis(),
                            open.values().stream().flatMap(letters -> firstOf(letters).stream()).toList());
                    return;
                }
                await(left);
            }
        }
    }

    private void await(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(settled, nanos);
        } catch (InterruptedException e) {
            throw new InterruptException(e); // as the producer does where it waits; keeps the interrupt
        }
    }

    /** Not {@code first()}: the I/O thread may take out the only one meanwhile. */
    private static Optional<Letter> firstOf(NavigableSet<Letter> letters) {
        return letters.stream().findFirst();
    }

    private boolean isAnyOpen() {
        return open.values().stream().anyMatch(letters -> !letters.isEmpty());
    }

    /**
     * Delivers what is under way, and closes the producer.
     *
     * @param timeout what is not delivered by then has failed
     */
    public void close(Duration timeout) {
        producer.close(timeout);
    }

    private ProducerRecord<byte[], byte[]> deadLetter(ConsumerRecord<byte[], byte[]> invalid, String reason) {
        ProducerRecord<byte[], byte[]> deadLetter =
                new ProducerRecord<>(topic, null, invalid.key(), invalid.value(), invalid.headers());
        Headers headers = deadLetter.headers();
        headers.add(TOPIC_HEADER, utf8(invalid.topic()));
        headers.add(PARTITION_HEADER, utf8(Integer.toString(invalid.partition())));
        headers.add(OFFSET_HEADER, utf8(Long.toString(invalid.offset())));
        headers.add(REASON_HEADER, utf8(reason));
        return deadLetter;
    }

    /** On the producer's I/O thread, or on the caller's if the producer refuses the dead letter at once. */
    private void settle(Letter letter, NavigableSet<Letter> letters, Exception failed) {
        try {
            if (failed != null) {
                log.error("Dead letter {}: {} could not be produced to {}",
                        dropping ? "dropped" : "not delivered", letter, topic, failed);
                recorder.increment(ConsumerCounter.DLQ_DROPPED_MESSAGES, 1);
            }
        } finally { // whatever the recorder throws: else the partition would never be committed again
            if (failed == null || dropping) {
                letters.remove(letter);
            } else if (letters.contains(letter)) { // otherwise its partition has been given up meanwhile
                failure = new DeadLetterException(letter.toString(), topic, failed);
            }
            synchronized (settled) {
                settled.notifyAll();
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A dead letter that is under way. The record itself is not kept.
     *
     * @param source where the record was consumed
     * @param position of the record there
     * @param number tells apart two of the same record, which may be consumed again
     */
    private record Letter(TopicPartition source, OffsetAndMetadata position, long number)
            implements Comparable<Letter> {

        static Letter of(ConsumerRecord<?, ?> invalid, long number) {
            return new Letter(new TopicPartition(invalid.topic(), invalid.partition()),
                    new OffsetAndMetadata(invalid.offset(), invalid.leaderEpoch(), ""), number);
        }

        @Override
        public int compareTo(Letter other) { // those of one partition
            int byOffset = Long.compare(position.offset(), other.position.offset());
            return byOffset != 0 ? byOffset : Long.compare(number, other.number);
        }

        @Override
        public String toString() {
            return source + "@" + position.offset();
        }
    }
}
