package metricsbuffer.processing;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is done with the records of the assigned partitions. A strategy lives from one rebalance to the next, and
 * is called on the consumer thread only.
 *
 * <p>Where a method may throw {@link InvalidMessageException}, it has let go of that record, and nothing else is
 * lost by it: the processor sets the record aside, {@link #skip skips} it, and goes on. Any other exception ends
 * the run. This holds between the strategies of a chain, too: one that passes the exception on from the strategy
 * behind it keeps the record that it was handing on, unless that is the invalid one.
 */
public interface ProcessingStrategy {

    /**
     * Gives the strategy a chance to go on with what it holds. Called at every turn of the loop.
     *
     * @throws InvalidMessageException if a record turned out to be invalid
     */
    void poll();

    /**
     * Takes a record.
     *
     * @throws MessageRejectedException if it cannot take the record now; it will be submitted again
     * @throws InvalidMessageException if a record is invalid: this one, or one taken before. In the latter case
     *     this one has not been taken, and will be submitted again
     */
    void submit(ConsumerRecord<byte[], byte[]> record);

    /**
     * Tells that an invalid record has been dealt with elsewhere: its offset may be committed once every record
     * before it is done.
     */
    void skip(ConsumerRecord<byte[], byte[]> record);

    /** Ends the intake, once: no record is submitted after this. Followed by {@link #join} or {@link #terminate}. */
    void close();

    /**
     * Finishes what the strategy holds. An interrupt ends that as the timeout does, and stays set.
     *
     * @param timeout how long that may take; what is not done by then is dropped, and its offset not committed
     * @return whether everything was done: nothing was dropped, by this call or by one before
     * @throws InvalidMessageException if a record turned out to be invalid; then join is called again
     */
    boolean join(Duration timeout);

    /** Drops what the strategy holds, without waiting and without a commit. */
    void terminate();
}
