package metricsbuffer.port;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import metricsbuffer.app.ConsumerRuntime;
import metricsbuffer.app.ConsumerSettings;
import metricsbuffer.app.ShutdownHook;
import metricsbuffer.metrics.AgentAddress;
import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Metrics;
import metricsbuffer.metrics.Recorder;
import metricsbuffer.processing.CommitPolicy;
import metricsbuffer.processing.DeadLetterPolicy;
import metricsbuffer.processing.DeadLetterPolicy.OnFailure;
import metricsbuffer.processing.InvalidMessageException;
import metricsbuffer.processing.MessageRejectedException;
import metricsbuffer.processing.ProcessorOptions;
import metricsbuffer.strategies.RecordTask;
import metricsbuffer.suite.port.ConsumerModule;
import metricsbuffer.suite.port.ConsumerSpec;
import metricsbuffer.suite.port.RunningConsumer;
import metricsbuffer.suite.support.Waiting;

/** Hands this module's consumer to the suite: the same {@link ConsumerRuntime} that the application runs. */
public final class ModuleConsumer implements ConsumerModule {

    @Override
    public RunningConsumer start(ConsumerSpec spec) {
        ConsumerRuntime consumer = new ConsumerRuntime(
                settings(spec),
                task(spec.task()),
                backend -> new TappedMetrics(backend, spec.tap()),
                buffer -> new TappedRecorder(buffer, spec.tap()));
        Run run = new Run(consumer);
        run.loop.start();
        return run;
    }

    private static ConsumerSettings settings(ConsumerSpec spec) {
        return new ConsumerSettings(
                spec.bootstrapServers(),
                spec.topic(),
                spec.group(),
                Optional.ofNullable(spec.deadLetterTopic()),
                new DeadLetterPolicy(spec.deadLettersDropped() ? OnFailure.DROP : OnFailure.FAIL,
                        OptionalDouble.empty(), OptionalLong.empty()),
                spec.consumerConfig(),
                Optional.of(agent(spec.dogStatsD())),
                spec.flushInterval(),
                spec.poolSize(),
                new ProcessorOptions(
                        CommitPolicy.every(spec.commitInterval()),
                        spec.joinTimeout(),
                        spec.backpressureThreshold(),
                        Optional.ofNullable(spec.stuckTimeout())));
    }

    private static AgentAddress agent(SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress socket) {
            return new AgentAddress.UnixSocket(socket.getPath());
        }
        InetSocketAddress port = (InetSocketAddress) address;
        return new AgentAddress.Udp(port.getHostString(), port.getPort());
    }

    private static RecordTask task(ConsumerSpec.Task task) {
        return record -> {
            switch (task.process(
                    record.topic(), record.partition(), record.offset(), record.key(), record.value())) {
                case DONE -> {}
                case INVALID -> throw new InvalidMessageException(record, "declared invalid by the task");
                case REJECTED -> throw new MessageRejectedException();
            }
        };
    }

    /** A consumer on a thread of its own. */
    private static final class Run implements RunningConsumer {

        private final ConsumerRuntime consumer;
        private final Thread loop;
        private final CountDownLatch ended = new CountDownLatch(1);
        private Throwable failure; // written by the loop's thread before it ends, read after a join

        Run(ConsumerRuntime consumer) {
            this.consumer = consumer;
            this.loop = new Thread(() -> {
                try {
                    consumer.run();
                } catch (Throwable e) {
                    failure = e;
                } finally {
                    ended.countDown();
                }
            }, "consumer");
        }

        @Override
        public Thread loop() {
            return loop;
        }

        @Override
        public Optional<Thread> stuckDetector() {
            return consumer.stuckDetector();
        }

        @Override
        public void signalShutdown() {
            consumer.signalShutdown();
        }

        @Override
        public Thread shutdownHook() {
            return new ShutdownHook(consumer, loop, ended);
        }

        @Override
        public Optional<Throwable> awaitEnd(Duration timeout) {
            if (!Waiting.ended(loop, timeout)) {
                throw new IllegalStateException("the consumer has not ended within " + timeout);
            }
            return Optional.ofNullable(failure);
        }

        @Override
        public Map<String, Long> pending() {
            return consumer.pending();
        }
    }

    /** Tells the tap what the buffer emits. */
    private record TappedMetrics(Metrics backend, ConsumerSpec.Tap tap) implements Metrics {

        @Override
        public void increment(String name, long amount, String... tags) {
            tap.beforeEmit(name, amount);
            backend.increment(name, amount, tags);
            tap.emitted(name, amount);
        }

        @Override
        public void gauge(String name, double value, String... tags) {
            throw new UnsupportedOperationException("the buffer emits no gauges: " + name);
        }

        @Override
        public void timing(String name, long nanos, String... tags) {
            tap.beforeEmit(name, nanos);
            backend.timing(name, nanos, tags);
            tap.emitted(name, nanos);
        }
    }

    /** Tells the tap what is recorded, and what the buffer throws at those who record. */
    private record TappedRecorder(Recorder buffer, ConsumerSpec.Tap tap) implements Recorder {

        @Override
        public void increment(ConsumerCounter counter, long amount) {
            tap.beforeRecord(counter.metricName(), amount);
            reporting(() -> buffer.increment(counter, amount));
        }

        @Override
        public void time(ConsumerTiming timing, long nanos) {
            tap.beforeRecord(timing.metricName(), nanos);
            reporting(() -> buffer.time(timing, nanos));
        }

        @Override
        public void flush() {
            reporting(buffer::flush);
        }

        private void reporting(Runnable call) {
            try {
                call.run();
            } catch (RuntimeException | Error e) {
                tap.bufferThrew(e);
                throw e;
            }
        }
    }
}
