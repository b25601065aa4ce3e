package metricsbuffer.processing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import metricsbuffer.Deadline;
import metricsbuffer.metrics.Metrics;
import metricsbuffer.metrics.Recorder;
import metricsbuffer.testing.ManualClock;
import metricsbuffer.testing.ScriptedStrategy;
import metricsbuffer.testing.TestMetrics;
import metricsbuffer.testing.TestRecorder;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A processor with a scripted consumer and strategies, a producer without a broker, and a clock that is turned. */
final class Fixture {

    static final Duration THRESHOLD = Duration.ofSeconds(5);
    static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(29);

    final List<String> events = new CopyOnWriteArrayList<>();
    final TestRecorder recorder = new TestRecorder(events);
    final TestMetrics metrics = new TestMetrics();
    final ManualClock clock = new ManualClock();
    final Deadline deadline = new Deadline(SHUTDOWN_TIMEOUT, clock);
    final ScriptedConsumer consumer = new ScriptedConsumer(events);
    final List<ScriptedStrategy> strategies = new ArrayList<>();
    final MockProducer<byte[], byte[]> producer;

    /** What is told of each wait of the shutdown, and how long it may be. */
    Consumer<Duration> waits = timeout -> {};
    /** Prepares each strategy that is made. */
    Consumer<ScriptedStrategy> onCreate = strategy -> {};
    Runnable onFactoryShutdown = () -> {};
    CommitPolicy commitPolicy = CommitPolicy.every(Duration.ofDays(1));
    Optional<Duration> stuckTimeout = Optional.empty();
    Recorder processorRecorder = recorder;
    Metrics processorMetrics = metrics;
    Duration joinTimeout = Duration.ofSeconds(25);
    DeadLetterPolicy deadLetterPolicy = DeadLetterPolicy.LOSE_NOTHING;

    /** Dead letters are acknowledged at once. */
    Fixture() {
        this(true);
    }

    /** @param acknowledged whether dead letters are acknowledged at once; otherwise the test does that */
    Fixture(boolean acknowledged) {
        producer = new MockProducer<>(acknowledged, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void close(Duration timeout) {
                events.add("dead letters closed");
                waits.accept(timeout);
                super.close(timeout);
            }
        };
    }

    /** Runs the script to its end, on the calling thread. */
    void run() {
        processor().run();
    }

    StreamProcessor processor() {
        ProcessingStrategyFactory factory = new ProcessingStrategyFactory() {
            @Override
            public ProcessingStrategy create(Commit commit, Set<TopicPartition> partitions) {
                ScriptedStrategy strategy = new ScriptedStrategy(commit, partitions, events);
                strategies.add(strategy);
                events.add("strategy created");
                onCreate.accept(strategy);
                return strategy;
            }

            @Override
            public void shutdown(Duration timeout) {
                events.add("factory shut down");
                waits.accept(timeout);
                onFactoryShutdown.run();
            }
        };
        StreamProcessor processor = new StreamProcessor(
                consumer,
                ScriptedConsumer.TOPIC,
                factory,
                new DeadLetterQueue(producer, "dead-letters", deadLetterPolicy, processorRecorder),
                processorRecorder,
                processorMetrics,
                new ProcessorOptions(commitPolicy, joinTimeout, THRESHOLD, stuckTimeout),
                deadline,
                clock);
        consumer.atEnd(processor::signalShutdown);
        return processor;
    }

    /** The only strategy that was made. */
    ScriptedStrategy strategy() {
        if (strategies.size() != 1) {
            throw new AssertionError("expected one strategy, " + strategies.size() + " were made");
        }
        return strategies.get(0);
    }

    /** The offsets that went to the dead-letter topic. */
    List<Byte> deadLetters() {
        return producer.history().stream().map(letter -> letter.value()[0]).toList();
    }
}
