package metricsbuffer.processing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static metricsbuffer.metrics.ConsumerCounter.DLQ_DROPPED_MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import metricsbuffer.processing.DeadLetterPolicy.OnFailure;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.testing.FailingMetric;
import metricsbuffer.testing.TestRecorder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
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

    private static final TopicPartition PARTITION = new TopicPartition("words", 3);
    private static final DeadLetterPolicy DROP =
            new DeadLetterPolicy(OnFailure.DROP, OptionalDouble.empty(), OptionalLong.empty());

    /** Not UTF-8: bytes go through as they are. */
    private static final byte[] VALUE = {(byte) 0xff, 0, (byte) 0xc3};

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final TestRecorder recorder = new TestRecorder(new ArrayList<>());
    private final DeadLetterQueue deadLetters =
            new DeadLetterQueue(producer, "dead-letters", DeadLetterPolicy.LOSE_NOTHING, recorder);
    private final DeadLetterQueue dropping = new DeadLetterQueue(producer, "dead-letters", DROP, recorder);
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
    void isOpenUntilItIsAcknowledged() {
        deadLetters.produce(record(44), "odd");
        deadLetters.produce(record(42), "odd");
        assertThat(deadLetters.firstOpen(PARTITION)).as("with its epoch")
                .isEqualTo(new OffsetAndMetadata(42, Optional.of(7), ""));

        producer.completeNext();
        assertThat(deadLetters.firstOpen(PARTITION).offset()).isEqualTo(42);
        producer.completeNext();
        assertThat(deadLetters.firstOpen(PARTITION)).isNull();
        assertThat(recorder.total(DLQ_DROPPED_MESSAGES)).isZero();
    }

    @Test
    void tellsTwoOfTheSameRecordApart() {
        deadLetters.produce(record(42), "odd");
        deadLetters.produce(record(42), "odd");

        producer.completeNext();

        assertThat(deadLetters.firstOpen(PARTITION).offset()).isEqualTo(42);
    }

    @Test
    void countsWhatCouldNotBeDeliveredAndEndsTheRun() {
        TimeoutException noBroker = new TimeoutException("no broker");
        deadLetters.produce(record(41), "odd");
        deadLetters.produce(record(42), "odd");
        producer.completeNext();
        assertThatCode(deadLetters::requireDelivery).doesNotThrowAnyException();
        producer.errorNext(noBroker);

        assertThat(recorder.total(DLQ_DROPPED_MESSAGES)).isEqualTo(1);
        assertThat(log.lines()).singleElement().asString()
                .startsWith("ERROR Dead letter not delivered: words-3@42");
        assertThatThrownBy(deadLetters::requireDelivery).isInstanceOf(DeadLetterException.class)
                .hasMessageContaining("words-3@42").hasMessageContaining("dead-letters").hasCause(noBroker);
        assertThat(deadLetters.firstOpen(PARTITION).offset()).as("open for good").isEqualTo(42);
    }

    @Test
    void countsWhatTheProducerRefusesAndEndsTheRun() {
        producer.sendException = new SerializationException("not now");

        assertThatThrownBy(() -> deadLetters.produce(record(42), "odd")).isInstanceOf(DeadLetterException.class)
                .hasCause(producer.sendException);

        assertThat(recorder.total(DLQ_DROPPED_MESSAGES)).isEqualTo(1);
    }

    /** A send may block for seconds, and would be in vain. */
    @Test
    void sendsNothingAfterAFailure() {
        deadLetters.produce(record(42), "odd");
        producer.errorNext(new TimeoutException("no broker"));

        assertThatThrownBy(() -> deadLetters.produce(record(43), "odd")).isInstanceOf(DeadLetterException.class);

        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void dropsWhatCouldNotBeDeliveredWhereThatIsSet() {
        dropping.produce(record(41), "odd");
        producer.errorNext(new TimeoutException("no broker"));
        producer.sendException = new SerializationException("not now");
        dropping.produce(record(42), "odd");

        assertThat(recorder.total(DLQ_DROPPED_MESSAGES)).isEqualTo(2);
        assertThat(log.lines()).hasSize(2).first().asString().startsWith("ERROR Dead letter dropped: words-3@41");
        assertThatCode(dropping::requireDelivery).doesNotThrowAnyException();
        assertThat(dropping.firstOpen(PARTITION)).isNull();
    }

    /** Otherwise its partition would never be committed again: the I/O thread swallows what a callback throws. */
    @Test
    void dropsItAlsoWhenThatCannotBeCounted() {
        IllegalStateException notRecorded = new IllegalStateException("not recorded");
        DeadLetterQueue uncounted = new DeadLetterQueue(producer, "dead-letters", DROP,
                new FailingMetric(recorder, DLQ_DROPPED_MESSAGES, notRecorded));
        producer.sendException = new SerializationException("not now");

        assertThatThrownBy(() -> uncounted.produce(record(42), "odd")).isSameAs(notRecorded);

        assertThat(uncounted.firstOpen(PARTITION)).isNull();
    }

    @Test
    void forgetsThoseOfPartitionsThatAreGivenUp() {
        deadLetters.produce(record(42), "odd");

        deadLetters.forget(List.of(PARTITION));
        assertThat(deadLetters.firstOpen(PARTITION)).isNull();
        producer.errorNext(new TimeoutException("no broker"));

        assertThat(recorder.total(DLQ_DROPPED_MESSAGES)).as("it failed all the same").isEqualTo(1);
        assertThatCode(deadLetters::requireDelivery).doesNotThrowAnyException();
    }

    @Test
    void saysThatOneFailedBeforeItsPartitionWasGivenUp() {
        deadLetters.produce(record(42), "odd");
        producer.errorNext(new TimeoutException("no broker"));

        deadLetters.forget(List.of(PARTITION));

        assertThatThrownBy(deadLetters::requireDelivery).hasMessageContaining("words-3@42");
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
        assertThat(deadLetters.firstOpen(PARTITION)).as("it was not handed over").isNull();
    }

    @Test
    void waitsUntilNoneIsOpen() {
        deadLetters.produce(record(42), "odd");
        deadLetters.produce(record(43), "odd");
        Actor waiting = Actor.start("waiting", () -> deadLetters.awaitDelivery(Waiting.LIMIT.multipliedBy(2)));

        producer.completeNext();
        assertThat(waiting.endsUnlessItWaits(Waiting.FEW_LOOKS, Waiting.LIMIT)).isFalse();
        producer.completeNext();

        assertThat(waiting.finished(Waiting.LIMIT)).isTrue();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void waitsNoLongerWhenOneHasFailed() {
        deadLetters.produce(record(42), "odd");
        deadLetters.produce(record(43), "odd");
        Actor waiting = Actor.start("waiting", () -> deadLetters.awaitDelivery(Waiting.LIMIT.multipliedBy(2)));

        assertThat(waiting.endsUnlessItWaits(Waiting.FEW_LOOKS, Waiting.LIMIT)).isFalse();
        producer.errorNext(new TimeoutException("no broker"));

        assertThat(waiting.finished(Waiting.LIMIT)).isTrue();
    }

    @Test
    void waitsNoLongerThanItIsTold() {
        deadLetters.produce(record(42), "odd");
        deadLetters.produce(record(43), "odd");

        deadLetters.awaitDelivery(Duration.ofMillis(20));

        assertThat(log.lines()).singleElement().asString()
                .startsWith("WARN").contains("20 ms").endsWith("[words-3@42]");
        assertThat(deadLetters.firstOpen(PARTITION).offset()).isEqualTo(42);
    }

    @Test
    void isInterruptedWhileItWaits() {
        deadLetters.produce(record(42), "odd");
        Thread.currentThread().interrupt();

        try {
            assertThatThrownBy(() -> deadLetters.awaitDelivery(Waiting.LIMIT)).isInstanceOf(InterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void closesItsProducer() {
        deadLetters.close(Duration.ofSeconds(1));

        assertThat(producer.closed()).isTrue();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>("words", 3, offset, ConsumerRecord.NO_TIMESTAMP, TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE, ConsumerRecord.NULL_SIZE, null, VALUE, new RecordHeaders(), Optional.of(7));
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
