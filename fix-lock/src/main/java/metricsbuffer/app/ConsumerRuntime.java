package metricsbuffer.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import metricsbuffer.Attempts;
import metricsbuffer.Deadline;
import metricsbuffer.metrics.CoarseClock;
import metricsbuffer.metrics.DogStatsDMetrics;
import metricsbuffer.metrics.Metrics;
import metricsbuffer.metrics.MetricsBuffer;
import metricsbuffer.metrics.Recorder;
import metricsbuffer.metrics.SelfCheck;
import metricsbuffer.processing.DeadLetterQueue;
import metricsbuffer.processing.StreamProcessor;
import metricsbuffer.strategies.RecordTask;
import metricsbuffer.strategies.TaskStrategyFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole consumer, put together: Kafka clients, metrics, strategies and the processor.
 *
 * <p>The thread that calls {@link #run()} is the consumer thread. {@link #signalShutdown()} may be called from any
 * thread.
 */
public final class ConsumerRuntime {

    private static final Logger log = LoggerFactory.getLogger(ConsumerRuntime.class);

    /** By how much the buffer's clock may be behind: little, beside any sensible flush interval. */
    private static final Duration CLOCK_TICK = Duration.ofMillis(10);

    private final CoarseClock clock;
    private final Deadline deadline;
    private final DogStatsDMetrics dogStatsD; // null for none
    private final MetricsBuffer buffer;
    private final SelfCheck selfCheck;
    private final Recorder recorder;
    private final StreamProcessor processor;

    /**
     * Opens the clients; {@link #run()} closes them.
     *
     * @param task what is done with a record; run by several threads at once if there is more than one worker
     */
    public ConsumerRuntime(ConsumerSettings settings, RecordTask task) {
        this(settings, task, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /**
     * Opens the clients, with two places from which to watch the metrics; {@link #run()} closes them.
     *
     * @param task what is done with a record; run by several threads at once if there is more than one worker
     * @param aroundBackend wraps the backend that the buffer flushes to
     * @param aroundBuffer wraps the buffer that everything is recorded in
     */
    public ConsumerRuntime(
            ConsumerSettings settings,
            RecordTask task,
            UnaryOperator<Metrics> aroundBackend,
            UnaryOperator<Recorder> aroundBuffer) {
        Deque<Runnable> closings = new ArrayDeque<>();
        try {
            clock = new CoarseClock(CLOCK_TICK);
            closings.push(clock::close);
            deadline = new Deadline(settings.options().shutdownTimeout());
            dogStatsD = settings.agent().map(agent -> new DogStatsDMetrics(agent, deadline)).orElse(null);
            Metrics backend = dogStatsD == null ? Metrics.NONE : dogStatsD;
            selfCheck = new SelfCheck(backend);
            buffer = new MetricsBuffer(
                    selfCheck.around(aroundBackend.apply(backend)), clock, settings.flushInterval());
            recorder = selfCheck.around(aroundBuffer.apply(buffer));
            if (dogStatsD != null) {
                closings.push(dogStatsD::close);
                dogStatsD.attach(recorder);
            }
            KafkaClients clients = new KafkaClients(settings);
            DeadLetterQueue deadLetters = settings.deadLetterTopic()
                    .map(topic -> new DeadLetterQueue(
                            clients.deadLetterProducer(), topic, settings.deadLetterPolicy(), recorder))
                    .orElse(null);
            if (deadLetters != null) {
                closings.push(() -> deadLetters.close(Duration.ZERO));
            }
            Consumer<byte[], byte[]> consumer = clients.consumer();
            closings.push(consumer::close);
            processor = new StreamProcessor(
                    consumer,
                    settings.topic(),
                    new TaskStrategyFactory(task, settings.workers(), recorder, backend),
                    deadLetters,
                    recorder,
                    backend,
                    settings.options(),
                    deadline);
        } catch (RuntimeException | Error e) {
            Attempts attempts = new Attempts();
            attempts.failed(e);
            closings.forEach(attempts::run);
            throw e;
        }
    }

    /**
     * Consumes until {@link #signalShutdown()}, or until something fails, and closes everything in either case.
     * Runs once.
     *
     * @throws RuntimeException what the run failed with
     */
    public void run() {
        // The client is closed before the clock, and both after the processor's last flush.
        try (clock; dogStatsD) {
            processor.run();
        } finally {
            selfCheck.report(this::pending);
        }
    }

    /** Asks {@link #run()} to end, and returns at once. From any thread, any number of times. */
    public void signalShutdown() {
        processor.signalShutdown();
    }

    /** How long until {@link #run()} must be over: zero or more. As long as a shutdown may take, if none has begun. */
    Duration untilDeadline() {
        return deadline.left();
    }

    /**
     * Flushes though {@link #run()} has not ended, and does not look as if it would: from a thread besides those that
     * the consumer has. Nothing is sent after that.
     *
     * @param timeout how long to wait for the agent, in each of two steps
     */
    void flushBeside(Duration timeout) {
        Thread flush = new Thread(() -> {
            try {
                recorder.flush();
            } catch (RuntimeException e) {
                log.error("The flush beside the consumer failed", e);
            }
            if (dogStatsD != null) {
                dogStatsD.close(timeout);
            }
        }, "last-flush");
        flush.setDaemon(true);
        flush.start();
        try {
            flush.join(2 * timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The thread of the stuck detector, if there is one. */
    public Optional<Thread> stuckDetector() {
        return processor.stuckDetector();
    }

    /** What has been recorded and not sent: counts, and nanoseconds, by metric name. When the run is over. */
    public Map<String, Long> pending() {
        return buffer.pending();
    }
}
