package metricsbuffer.strategies;

import metricsbuffer.processing.InvalidMessageException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is done with one record. Called by one thread, or by several at once, as the strategy that runs it says.
 *
 * <p>A record may come more than once. In a pool, a task that is not done when a join times out is interrupted, and its
 * record is consumed again, here or by another consumer. A task that ignores the interrupt may still run then: two runs
 * for one record may overlap.
 */
@FunctionalInterface
public interface RecordTask {

    /**
     * Processes a record; it is done when this returns.
     *
     * @throws InvalidMessageException if the record will never be processed: this one,
     *     another cannot be declared invalid here
     * @throws metricsbuffer.processing.MessageRejectedException if it cannot be processed now; for
     *     {@link RunTask} only
     */
    void process(ConsumerRecord<byte[], byte[]> record);

    /** Runs a task, and turns an exception that it must not throw into one that ends the run. */
    static void run(RecordTask task, ConsumerRecord<byte[], byte[]> record) {
        try {
            task.process(record);
        } catch (InvalidMessageException e) {
            if (!e.isAbout(record)) {
                throw new IllegalStateException("the task of " + record.topic() + "-" + record.partition() + "@"
                        + record.offset() + " declared another record invalid", e);
            }
            throw e;
        }
    }
}
