package metricsbuffer.suite.port;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;

/**
 * What a consumer is started with.
 *
 * @param bootstrapServers host:port of the broker
 * @param topic the topic to consume, from its beginning
 * @param group the consumer group
 * @param deadLetterTopic where invalid records go, or null for none
 * @param deadLettersDropped whether it goes on when a dead letter cannot be delivered; otherwise its run ends
 * @param consumerConfig further settings of the Kafka consumer
 * @param dogStatsD where metrics go: an address for UDP, or that of a Unix socket for datagrams
 * @param flushInterval the interval of the metrics buffer
 * @param stuckTimeout after how long without a turn of the loop the stuck detector fires, or null for no detector
 * @param joinTimeout how long a closed strategy may take to finish
 * @param commitInterval how often staged offsets are committed
 * @param backpressureThreshold how long polled records wait before partitions are paused and the consumer is polled
 *     beside them
 * @param poolSize how many threads process, or 0 for the consumer thread
 * @param task what is done with a record
 * @param tap sees what is recorded and emitted
 */
public record ConsumerSpec(
        String bootstrapServers,
        String topic,
        String group,
        String deadLetterTopic,
        boolean deadLettersDropped,
        Map<String, String> consumerConfig,
        SocketAddress dogStatsD,
        Duration flushInterval,
        Duration stuckTimeout,
        Duration joinTimeout,
        Duration commitInterval,
        Duration backpressureThreshold,
        int poolSize,
        Task task,
        Tap tap) {

    /** What is done with a record. */
    @FunctionalInterface
    public interface Task {

        /** What throws here ends the consumer, as a bug in a strategy does. */
        Outcome process(String topic, int partition, long offset, byte[] key, byte[] value);
    }

    /** How a {@link Task} ended. */
    public enum Outcome {
        /** The record is done; its offset may be committed. */
        DONE,
        /** The record is invalid; it goes to the dead-letter topic. */
        INVALID,
        /** The strategy cannot take the record now: backpressure. Not for a pool, which rejects by itself when full. */
        REJECTED
    }

    /**
     * Sees what the consumer records, on the recording thread, and what its buffer emits, on the emitting thread.
     * All default to nothing.
     */
    public interface Tap {

        /** Before the buffer is handed a record: a count, or nanoseconds. */
        default void beforeRecord(String metric, long amount) {}

        /** The buffer let an exception out into the thread that recorded or flushed; it is thrown on after this. */
        default void bufferThrew(Throwable thrown) {}

        /** Before the DogStatsD client is handed a total. May block, and may throw in its place. */
        default void beforeEmit(String metric, long total) {}

        /** After the DogStatsD client has taken a total. */
        default void emitted(String metric, long total) {}
    }
}
