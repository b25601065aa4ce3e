package metricsbuffer.processing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static metricsbuffer.metrics.ConsumerCounter.DLQ_DROPPED_MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.testing.TestRecorder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLetterQueueTest {

    /** Not UTF-8: bytes go through as they are. */
    private static final byte[] VALUE = {(byte) 0xff, 0, (byte) 0xc3};

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final TestRecorder recorder = new TestRecorder(new ArrayList<>());
    private final DeadLetterQueue deadLetters = new DeadLetterQueue(producer, "dead-letters", recorder);
    private final LogCapture log = new LogCapture(DeadLetterQueue.class);

    @AfterEach
    void endCapture() {
        log.close();
    }

    @Test
    void keepsTheRecordAndTellsWhereItCameFromAndWhy() {
        Headers original = new RecordHeaders().add("trace", "abc".getBytes(UTF_8));

        deadLetters.produce(record("key".getBytes(UTF_8), VALUE, original), "not UTF-8: \u00e4");

        ProducerRecord<byte[], byte[]> letter = producer.history().get(0);
        assertThat(letter.topic()).isEqualTo("dead-letters");
        assertThat(letter.key()).asString(UTF_8).isEqualTo("key");
        assertThat(letter.value()).isEqualTo(VALUE);
        assertThat(text(letter.headers())).containsExactly(
                entry("trace", "abc"),
                entry("dead-letter.source-topic", "words"),
                entry("dead-letter.source-partition", "3"),
                entry("dead-letter.source-offset", "42"),
                entry("dead-letter.reason", "not UTF-8: \u00e4"));
        assertThat(original).as("the record's own headers").hasSize(1);
    }

    @Test
    void takesRecordsWithoutKeyOrValue() {
        deadLetters.produce(record(null, null, new RecordHeaders()), "a tombstone");

        assertThat(producer.history().get(0).value()).isNull();
    }

    @Test
    void countsWhatCouldNotBeDelivered() {
        deadLetters.produce(record(null, VALUE, new RecordHeaders()), "odd");
        deadLetters.produce(record(null, VALUE, new RecordHeaders()), "odd");
        producer.completeNext();
        producer.errorNext(new TimeoutException("no broker"));

        assertThat(recorder.total(DLQ_DROPPED_MESSAGES)).isEqualTo(1);
        assertThat(log.lines()).hasSize(1).first().asString().startsWith("ERROR").contains("words-3@42");
    }

    @Test
    void countsWhatTheProducerRefuses() {
        producer.sendException = new SerializationException("not now");

        deadLetters.produce(record(null, VALUE, new RecordHeaders()), "odd");

        assertThat(recorder.total(DLQ_DROPPED_MESSAGES)).isEqualTo(1);
    }

    @Test
    void doesNotTakeAnInterruptForADrop() {
        producer.sendException = new InterruptException("interrupted");

        try {
            assertThatThrownBy(() -> deadLetters.produce(record(null, VALUE, new RecordHeaders()), "odd"))
                    .isInstanceOf(InterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue(); // the exception's constructor sets it
        }
        assertThat(recorder.total(DLQ_DROPPED_MESSAGES)).isZero();
    }

    @Test
    void deliversBeforeItIsClosed() {
        deadLetters.produce(record(null, VALUE, new RecordHeaders()), "odd");
        deadLetters.awaitDelivery();

        assertThat(producer.flushed()).isTrue();
        deadLetters.close(Duration.ofSeconds(1));
        assertThat(producer.closed()).isTrue();
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value, Headers headers) {
        return new ConsumerRecord<>("words", 3, 42, ConsumerRecord.NO_TIMESTAMP, TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE, ConsumerRecord.NULL_SIZE, key, value, headers, Optional.empty());
    }

    private static Map<String, String> text(Headers headers) {
        Map<String, String> text = new LinkedHashMap<>();
        for (Header header : headers) {
            text.put(header.key(), new String(header.value(), UTF_8));
        }
        return text;
    }
}
