package metricsbuffer.processing;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import metricsbuffer.Attempts;
import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.HarmlessMetrics;
import metricsbuffer.metrics.Metrics;
import metricsbuffer.metrics.Recorder;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the records of a topic to a strategy, at least once each, until it is told to end or something fails that
 * cannot be tried again.
 *
 * <p>The thread that calls {@link #run()} is the consumer thread: nearly everything happens on it.
 * {@link #signalShutdown()} may be called from any thread.
 */
public final class StreamProcessor {

    private static final Logger log = LoggerFactory.getLogger(StreamProcessor.class);

    static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    /** While paused, the poll is what keeps the consumer in its group, and the strategy waits for it to return. */
    private static final Duration PAUSED_POLL_TIMEOUT = Duration.ofMillis(100);
    /** At the end, for the position of a partition that has not been looked up by then. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(1);
    /** Before the strategy is offered a rejected record again. */
    private static final Duration REJECTED_WAIT = Duration.ofMillis(10);
    /** Before the consumer is polled again after a retriable error, which it may report without waiting. */
    private static final Duration RETRY_WAIT = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final ProcessingStrategyFactory factory;
    private final DeadLetterQueue deadLetters; // null for none
    private final Recorder recorder;

    private final PolledRecords records;
    private final Backpressure backpressure;
    private final OffsetCommitter committer;
    private final ActiveStrategy strategy;
    private final Rebalance rebalance;
    private final StuckDetector stuckDetector; // null for none

    private final CountDownLatch shutdown = new CountDownLatch(1);
    private boolean loopEnded;
    private boolean interrupted;
    private long shutdownBegan;

    /**
     * @param consumer commits nothing by itself (enable.auto.commit=false); closed at the end of the run
     * @param topic the topic to consume
     * @param factory makes the strategies; shut down at the end of the run
     * @param deadLetters where invalid records go, closed at the end of the run; or null, and they are dropped
     * @param recorder takes the metrics that are buffered; flushed at the end of the run
     * @param metrics takes the metrics that are sent directly; what it throws is logged, and goes no further
     */
    public StreamProcessor(
            Consumer<byte[], byte[]> consumer,
            String topic,
            ProcessingStrategyFactory factory,
            DeadLetterQueue deadLetters,
            Recorder recorder,
            Metrics metrics,
            ProcessorOptions options) {
        this(consumer, topic, factory, deadLetters, recorder, metrics, options, System::nanoTime);
    }

    /** @param nanoClock goes for the backpressure threshold and the commit policy */
    StreamProcessor(
            Consumer<byte[], byte[]> consumer,
            String topic,
            ProcessingStrategyFactory factory,
            DeadLetterQueue deadLetters,
            Recorder recorder,
            Metrics backend,
            ProcessorOptions options,
            LongSupplier nanoClock) {
        this.consumer = Objects.requireNonNull(consumer, "consumer");
        this.topic = Objects.requireNonNull(topic, "topic");
        this.factory = Objects.requireNonNull(factory, "factory");
        this.deadLetters = deadLetters;
        this.recorder = Objects.requireNonNull(recorder, "recorder");
        Metrics metrics = HarmlessMetrics.around(backend);
        this.records = new PolledRecords(consumer, recorder);
        this.backpressure = new Backpressure(consumer, recorder, options.backpressureThreshold(), nanoClock);
        this.committer = new OffsetCommitter(consumer, options.commitPolicy(), deadLetters, nanoClock);
        this.strategy = new ActiveStrategy(factory, committer, new InvalidMessages(deadLetters, recorder),
                options.joinTimeout(), recorder, metrics);
        this.rebalance = new Rebalance(consumer, records, backpressure, strategy, committer, recorder, metrics);
        this.stuckDetector = options.stuckTimeout()
                .map(timeout -> new StuckDetector(timeout, recorder))
                .orElse(null);
    }

    /**
     * Consumes until {@link #signalShutdown()}, or until something fails, and closes all that was handed to the
     * constructor in either case. Runs once.
     *
     * @throws DeadLetterException if a dead letter could not be delivered, unless those are dropped
     * @throws RuntimeException what the run failed with: an error of Kafka's that cannot be tried again, what the
     *     strategy threw, an IllegalStateException if there were too many invalid records, or one with any of these as
     *     its cause if it came in a rebalance. What failed while closing after that is suppressed in it
     */
    public void run() {
        // Closed from the last to the first, whatever the others throw. The flush comes after everything that
        // records: the closing of the consumer calls back, and that of the dead-letter queue counts what has failed.
        Closing lastFlush = this::flushForTheLastTime;
        Closing factoryShutdown = factory::shutdown;
        Closing consumerClose = this::closeConsumer;
        Closing strategyEnd = this::endStrategy;
        try (lastFlush; deadLetters; stuckDetector; factoryShutdown; consumerClose; strategyEnd) {
            consumer.subscribe(List.of(topic), rebalance);
            if (stuckDetector != null) {
                stuckDetector.start();
            }
            while (!shutdownSignalled()) {
                turn();
            }
            loopEnded = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Asks {@link #run()} to end, and returns at once. From any thread, any number of times. */
    public void signalShutdown() {
        synchronized (shutdown) {
            if (shutdownSignalled()) {
                return; // a second wakeup would hit the closing
            }
            shutdown.countDown();
        }
        consumer.wakeup();
    }

    /** The thread of the stuck detector, if there is one. */
    public Optional<Thread> stuckDetector() {
        return Optional.ofNullable(stuckDetector).map(StuckDetector::thread);
    }

    /** One turn of the loop. */
    private void turn() {
        recorder.increment(ConsumerCounter.RUN_COUNT, 1);
        if (stuckDetector != null) {
            stuckDetector.turned();
        }
        committer.requireDeadLetters();
        if (!pollConsumer()) {
            return;
        }
        try {
            strategy.poll();
        } catch (InvalidMessageException e) {
            strategy.setAside(e);
            return;
        }
        if (!records.isEmpty()) {
            submit(records.first());
        }
    }

    /** Polls if that is due. False if it failed in a way that can be tried again, or was woken up. */
    private boolean pollConsumer() {
        try {
            if (records.isEmpty()) {
                poll(POLL_TIMEOUT);
            } else if (backpressure.isPaused()) {
                poll(PAUSED_POLL_TIMEOUT);
            }
            return true;
        } catch (WakeupException e) {
            return false;
        } catch (RetriableException e) {
            log.warn("Polling failed, will be tried again: {}", e.toString());
            await(RETRY_WAIT);
            return false;
        }
    }

    private void poll(Duration timeout) {
        try {
            committer.polled(records.poll(timeout));
        } finally {
            rebalance.requireWhole(); // first of all: a poll that can be tried again must not hide a rebalance that cannot
        }
        committer.commitBeginnings(Duration.ZERO);
    }

    private void submit(ConsumerRecord<byte[], byte[]> record) {
        try {
            strategy.submit(record);
        } catch (MessageRejectedException e) {
            backpressure.rejected();
            if (!backpressure.isPaused()) {
                await(REJECTED_WAIT);
            }
            return;
        } catch (InvalidMessageException e) {
            strategy.setAside(e);
            if (!e.isAbout(record)) {
                return; // one taken before; this one is still to be taken
            }
        }
        records.removeFirst();
        backpressure.end();
    }

    private boolean shutdownSignalled() {
        return shutdown.getCount() == 0;
    }

    /** Waits, unless the processor is told to end. */
    private void await(Duration time) {
        try {
            shutdown.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e); // as the consumer does where it waits; keeps the interrupt
        }
    }

    private void endStrategy() {
        shutdownBegan = System.nanoTime();
        // Closing waits, and must not be cut short by an interrupt of the loop.
        interrupted = Thread.interrupted();
        Attempts attempts = new Attempts();
        if (loopEnded) {
            attempts.run(strategy::closeAndJoin);
            attempts.run(() -> committer.commitBeginnings(LAST_LOOK)); // if the end came before the first poll was over
        }
        // After a failure what is in the strategy is in doubt; what it has handed in before is not.
        attempts.run(strategy::terminate);
        attempts.run(() -> committer.commitStaged(strategy.joinTimeLeft(shutdownBegan)));
        if (loopEnded) { // otherwise it is known why the run ends
            attempts.run(committer::requireDeadLetters);
        }
        attempts.throwFirstFailure();
    }

    private void closeConsumer() {
        try {
            consumer.close();
        } finally {
            recorder.time(ConsumerTiming.SHUTDOWN_TIME, System.nanoTime() - shutdownBegan);
        }
    }

    private void flushForTheLastTime() {
        try {
            recorder.flush();
        } catch (RuntimeException e) {
            log.error("The last flush failed", e);
        }
    }

    /** A step of the shutdown. */
    private interface Closing extends AutoCloseable {
        @Override
        void close();
    }
}
