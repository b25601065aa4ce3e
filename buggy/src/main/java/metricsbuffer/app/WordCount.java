package metricsbuffer.app;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;
import java.util.concurrent.atomic.AtomicLong;
import metricsbuffer.processing.InvalidMessageException;
import metricsbuffer.strategies.RecordTask;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the words of the records' values, and logs the sums now and then. A value that is not UTF-8 is invalid;
 * a record without a value has no words. Safe for use by several threads.
 */
final class WordCount implements RecordTask {

    private static final Logger log = LoggerFactory.getLogger(WordCount.class);

    private static final long RECORDS_PER_LOG_LINE = 10_000;

    private final AtomicLong records = new AtomicLong();
    private final AtomicLong words = new AtomicLong();

    @Override
    public void process(ConsumerRecord<byte[], byte[]> record) {
        words.addAndGet(new StringTokenizer(text(record)).countTokens());
        if (records.incrementAndGet() % RECORDS_PER_LOG_LINE == 0) {
            log.info("{}", this);
        }
    }

    /** How many records were counted. */
    long records() {
        return records.get();
    }

    /** How many words they had. */
    long words() {
        return words.get();
    }

    @Override
    public String toString() {
        return words() + " words in " + records() + " records";
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return "";
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record.value())).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidMessageException(record, "the value is not UTF-8");
        }
    }
}
