package metricsbuffer.processing;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import metricsbuffer.Attempts;
import metricsbuffer.Deadline;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.HarmlessMetrics;
import metricsbuffer.metrics.Metrics;
import metricsbuffer.metrics.Recorder;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
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

    /** How long the last steps wait if nobody is in a hurry. They must be over by the deadline in any case. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    /**
     * For the consumer to leave its group. In the middle of a rebalance the answer does not come before the others have
     * joined, which may take minutes; that this member leaves has been sent by then.
     */
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(3);
    /** For a commit that is not taken because of a rebalance. */
    private static final Duration REBALANCE_TIMEOUT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final ProcessingStrategyFactory factory;
    private final DeadLetterQueue deadLetters; // null for none
    private final Recorder recorder;
    private final Deadline deadline;

    private final OffsetCommitter committer;
    private final Beginnings beginnings;
    private final ActiveStrategy strategy;
    private final Rebalance rebalance;
    private final StuckDetector stuckDetector; // null for none
    private final Loop loop;

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
     * @param deadline begun by the end of the loop, and before by {@link #signalShutdown()}; no step of the shutdown
     *     waits for longer
     */
    public StreamProcessor(
            Consumer<byte[], byte[]> consumer,
            String topic,
            ProcessingStrategyFactory factory,
            DeadLetterQueue deadLetters,
            Recorder recorder,
            Metrics metrics,
            ProcessorOptions options,
            Deadline deadline) {
        this(consumer, topic, factory, deadLetters, recorder, metrics, options, deadline, System::nanoTime);
    }

    /** @param nanoClock goes for the polling threshold, backpressure and the commit policy */
    StreamProcessor(
            Consumer<byte[], byte[]> consumer,
            String topic,
            ProcessingStrategyFactory factory,
            DeadLetterQueue deadLetters,
            Recorder recorder,
            Metrics backend,
            ProcessorOptions options,
            Deadline deadline,
            LongSupplier nanoClock) {
        this.consumer = Objects.requireNonNull(consumer, "consumer");
        this.topic = Objects.requireNonNull(topic, "topic");
        this.factory = Objects.requireNonNull(factory, "factory");
        this.deadLetters = deadLetters;
        this.recorder = Objects.requireNonNull(recorder, "recorder");
        this.deadline = Objects.requireNonNull(deadline, "deadline");
        Metrics metrics = HarmlessMetrics.around(backend);
        PolledRecords records = new PolledRecords(consumer, recorder);
        Backpressure backpressure = new Backpressure(consumer, recorder, options.backpressureThreshold(), nanoClock);
        this.committer = new OffsetCommitter(consumer, options.commitPolicy(), deadLetters, deadline, nanoClock);
        this.beginnings = new Beginnings(consumer, committer, deadline);
        this.strategy = new ActiveStrategy(factory, committer, new InvalidMessages(deadLetters, recorder),
                options.joinTimeout(), deadline, recorder, metrics);
        this.rebalance = new Rebalance(
                consumer, records, backpressure, strategy, committer, beginnings, recorder, metrics);
        this.stuckDetector = options.stuckTimeout()
                .map(timeout -> new StuckDetector(timeout, recorder))
                .orElse(null);
        this.loop = new Loop(
                records, backpressure, committer, beginnings, strategy, rebalance, stuckDetector, recorder, shutdown);
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
        Closing lettersClose = deadLetters == null ? null : () -> deadLetters.close(deadline.share(CLOSE_TIMEOUT));
        Closing detectorClose = stuckDetector == null ? null : () -> stuckDetector.close(deadline.share(CLOSE_TIMEOUT));
        Closing factoryShutdown = () -> factory.shutdown(deadline.share(CLOSE_TIMEOUT));
        Closing consumerClose = this::closeConsumer;
        Closing strategyEnd = this::endStrategy;
        try (lastFlush; lettersClose; detectorClose; factoryShutdown; consumerClose; strategyEnd) {
            consumer.subscribe(List.of(topic), rebalance);
            if (stuckDetector != null) {
                stuckDetector.start();
            }
            loop.run();
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
            if (shutdown.getCount() == 0) {
                return; // a second wakeup would hit the closing
            }
            deadline.begin();
            shutdown.countDown();
        }
        consumer.wakeup();
    }

    /** The thread of the stuck detector, if there is one. */
    public Optional<Thread> stuckDetector() {
        return Optional.ofNullable(stuckDetector).map(StuckDetector::thread);
    }

    private void endStrategy() {
        shutdownBegan = System.nanoTime();
        deadline.begin();
        // Closing waits, and must not be cut short by an interrupt of the loop.
        interrupted = Thread.interrupted();
        Attempts attempts = new Attempts();
        if (loopEnded) {
            attempts.run(strategy::closeAndJoin);
            attempts.run(beginnings::commitLast);
        }
        // After a failure what is in the strategy is in doubt; what it has handed in before is not.
        attempts.run(strategy::terminate);
        attempts.run(() -> rebalance.commitForTheLastTime(
                deadline.share(strategy.joinTimeLeft(shutdownBegan)), deadline.share(REBALANCE_TIMEOUT)));
        attempts.run(strategy::terminate); // one that a last rebalance began
        if (loopEnded) { // otherwise it is known why the run ends
            attempts.run(committer::requireDeadLetters);
        }
        attempts.throwFirstFailure();
    }

    private void closeConsumer() {
        Attempts attempts = new Attempts();
        attempts.run(() -> {
            try {
                consumer.close(CloseOptions.timeout(deadline.share(LEAVE_TIMEOUT)));
            } finally {
                rebalance.requireWhole(); // the closing calls back, and wraps what that throws, or keeps it to itself
            }
        });
        attempts.run(() -> recorder.time(ConsumerTiming.SHUTDOWN_TIME, System.nanoTime() - shutdownBegan));
        attempts.throwFirstFailure();
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
