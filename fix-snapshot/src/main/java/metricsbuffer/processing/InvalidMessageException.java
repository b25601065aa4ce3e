package metricsbuffer.processing;

import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that will never be processed: it goes to the dead-letter queue, and the consumer goes on. */
public final class InvalidMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ConsumerRecord<byte[], byte[]> invalid;
    private final String reason;

    /**
     * @param invalid the record as it was consumed
     * @param reason what is wrong with it, for the log and for the header of the dead letter
     */
    public InvalidMessageException(ConsumerRecord<byte[], byte[]> invalid, String reason) {
        super(invalid.topic() + "-" + invalid.partition() + "@" + invalid.offset() + " is invalid: " + reason);
        this.invalid = invalid;
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** The record as it was consumed. */
    public ConsumerRecord<byte[], byte[]> invalid() {
        return invalid;
    }

    /** Whether it is this record that is invalid, and not another one. */
    public boolean isAbout(ConsumerRecord<?, ?> record) {
        return invalid.offset() == record.offset()
                && invalid.partition() == record.partition()
                && invalid.topic().equals(record.topic());
    }

    /** What is wrong with it. */
    public String reason() {
        return reason;
    }
}
