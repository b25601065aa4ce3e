package metricsbuffer.strategies;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is done with one record. Called by one thread, or by several at once, as the strategy that runs it says. */
@FunctionalInterface
public interface RecordTask {

    /**
     * Processes a record; it is done when this returns.
     *
     * @throws metricsbuffer.processing.InvalidMessageException if the record will never be processed
     * @throws metricsbuffer.processing.MessageRejectedException if it cannot be processed now; for
     *     {@link RunTask} only
     */
    void process(ConsumerRecord<byte[], byte[]> record);
}
