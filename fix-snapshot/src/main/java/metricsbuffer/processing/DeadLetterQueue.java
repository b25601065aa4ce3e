package metricsbuffer.processing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.Recorder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic for invalid records. A dead letter has the key, the value and the headers of the record as they were
 * consumed, and the four headers named here; their values are text, in UTF-8.
 *
 * <p>Delivery is asynchronous. A dead letter that cannot be delivered is logged and counted, on the producer's
 * I/O thread or on the caller's, and does not stop the consumer. The methods are called on the consumer thread
 * only.
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
    private final Recorder recorder;
    private boolean sentSinceAwaited;

    /**
     * @param producer closed with the queue
     * @param topic where dead letters go
     * @param recorder counts those that are dropped
     */
    public DeadLetterQueue(Producer<byte[], byte[]> producer, String topic, Recorder recorder) {
        this.producer = Objects.requireNonNull(producer, "producer");
        this.topic = Objects.requireNonNull(topic, "topic");
        this.recorder = Objects.requireNonNull(recorder, "recorder");
    }

    /**
     * Hands a record to the producer, which may block for as long as its max.block.ms.
     *
     * @throws InterruptException if the thread is interrupted; then the record has not been handed over
     */
    void produce(ConsumerRecord<byte[], byte[]> invalid, String reason) {
        sentSinceAwaited = true;
        try {
            producer.send(deadLetter(invalid, reason), (metadata, failure) -> {
                if (failure != null) {
                    drop(invalid, failure);
                }
            });
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            drop(invalid, e);
        }
    }

    /**
     * Waits until everything produced so far is delivered or dropped: as long as the producer's
     * delivery.timeout.ms at the most.
     */
    void awaitDelivery() {
        if (sentSinceAwaited) {
            producer.flush();
            sentSinceAwaited = false;
        }
    }

    /**
     * Delivers what is under way, and closes the producer.
     *
     * @param timeout what is left then is dropped
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

    private void drop(ConsumerRecord<byte[], byte[]> invalid, Exception failure) {
        log.error("Dead letter dropped: {}-{}@{} could not be produced to {}",
                invalid.topic(), invalid.partition(), invalid.offset(), topic, failure);
        recorder.increment(ConsumerCounter.DLQ_DROPPED_MESSAGES, 1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
