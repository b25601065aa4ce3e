package metricsbuffer.processing;

import java.time.Duration;
import java.util.Set;
import metricsbuffer.Deadline;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Metrics;
import metricsbuffer.metrics.Recorder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The strategy in use, if there is one: makes it, times it, and ends it. Confined to the consumer thread. */
final class ActiveStrategy {

    private static final Logger log = LoggerFactory.getLogger(ActiveStrategy.class);

    private final ProcessingStrategyFactory factory;
    private final Commit commit;
    private final InvalidMessages invalidMessages;
    private final Duration joinTimeout;
    private final Deadline deadline;
    private final Recorder recorder;
    private final Metrics metrics;

    private ProcessingStrategy strategy; // null while no partition is assigned

    ActiveStrategy(
            ProcessingStrategyFactory factory,
            Commit commit,
            InvalidMessages invalidMessages,
            Duration joinTimeout,
            Deadline deadline,
            Recorder recorder,
            Metrics metrics) {
        this.factory = factory;
        this.commit = commit;
        this.invalidMessages = invalidMessages;
        this.joinTimeout = joinTimeout;
        this.deadline = deadline;
        this.recorder = recorder;
        this.metrics = metrics;
    }

    void create(Set<TopicPartition> partitions) {
        long start = System.nanoTime();
        strategy = factory.create(commit, partitions);
        metrics.timing("arroyo.consumer.run.create_strategy", System.nanoTime() - start);
    }

    /** Polls the strategy, if there is one. */
    void poll() {
        if (strategy != null) {
            Timed.run(recorder, ConsumerTiming.PROCESSING_TIME, strategy::poll);
        }
    }

    /** @throws IllegalStateException if there is no strategy */
    void submit(ConsumerRecord<byte[], byte[]> record) {
        if (strategy == null) {
            throw new IllegalStateException("received " + record.topic() + "-" + record.partition() + "@"
                    + record.offset() + ", but no partition is assigned and no strategy active");
        }
        Timed.run(recorder, ConsumerTiming.PROCESSING_TIME, () -> strategy.submit(record));
    }

    /** Deals with a record that the strategy found invalid. */
    void setAside(InvalidMessageException e) {
        invalidMessages.setAside(e);
        strategy.skip(e.invalid());
    }

    /**
     * Closes the strategy, if there is one, and waits until it has finished.
     *
     * @return whether everything it held was done within the join timeout, and before the end of a shutdown
     */
    boolean closeAndJoin() {
        if (strategy == null) {
            return true;
        }
        long start = System.nanoTime();
        strategy.close();
        boolean finished = Timed.get(recorder, ConsumerTiming.JOIN_TIME, this::join);
        strategy = null;
        metrics.timing("arroyo.consumer.run.close_strategy", System.nanoTime() - start);
        return finished;
    }

    boolean isActive() {
        return strategy != null;
    }

    /** What is left of the join timeout, zero at the least, if it began then by {@link System#nanoTime()}. */
    Duration joinTimeLeft(long began) {
        Duration left = joinTimeout.minusNanos(System.nanoTime() - began);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Ends the strategy, if there is one, and drops what it holds. */
    void terminate() {
        if (strategy != null) {
            ProcessingStrategy dropped = strategy;
            strategy = null;
            dropped.terminate();
        }
    }

    private boolean join() {
        Duration timeout = deadline.allBut(ProcessorOptions.CLOSE_TIMEOUT);
        if (joinTimeout.compareTo(timeout) < 0) {
            timeout = joinTimeout;
        }
        boolean finished = join(System.nanoTime() + timeout.toNanos());
        if (!finished) {
            log.warn("The strategy did not finish within {} ms: what is left is not committed, and will be consumed"
                    + " again", timeout.toMillis());
        }
        return finished;
    }

    private boolean join(long end) {
        while (true) {
            try {
                return strategy.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            } catch (InvalidMessageException e) {
                if (end - System.nanoTime() <= 0) { // setting it aside may take long, too
                    strategy.terminate();
                    return false;
                }
                setAside(e);
            }
        }
    }
}
