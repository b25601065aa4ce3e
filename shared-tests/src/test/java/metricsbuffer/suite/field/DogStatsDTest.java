package metricsbuffer.suite.field;

import com.timgroup.statsd.NonBlockingStatsDClientBuilder;
import com.timgroup.statsd.StatsDClient;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import metricsbuffer.suite.dogstatsd.DogStatsDReceiver;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.Test;

/**
 * The client-side aggregation of java-dogstatsd-client, 4.4.5, into a real UDP socket.
 *
 * <p>Promised, by its README: aggregation sends fewer messages and loses no resolution; by the builder's Javadoc: the
 * message queue blocks, or does not; by the client's Javadoc: stop() belongs to a clean shutdown. Nothing is said of
 * counts that must arrive: over UDP nobody can. So R101 and R104 are judged where the settings leave no room for a
 * drop: {@code blocking(true)}, one processor, and a receiver that lost no datagram. Its own thread collects, every
 * 10 ms here; nobody else can, so R103 and R105 do not apply.
 *
 * <p>With the default settings the queue does not block, and close() does not wait for the queue or the aggregated
 * window, where with {@code blocking(true)} it attempts to deliver everything sent before (comment in
 * {@code StatsDProcessor.shutdown}). The README does not say so.
 */
class DogStatsDTest extends LibraryRules {

    DogStatsDTest() {
        super(new Contract("java-dogstatsd-client, aggregation", StatsDClient.class, Contract.Kind.DIFFERENCE, 0,
                List.of(Rule.R101, Rule.R104)),
                () -> new Client(builder -> builder.blocking(true).processorWorkers(1).aggregationFlushInterval(10)));
    }

    @Test
    void defaultSettings() {
        observe("load, default settings, close at once",
                "what the queue cannot take, and what waits at close, is dropped",
                () -> Load.recordWhileCollecting(Contract.Kind.DIFFERENCE, 0,
                        () -> new Client(UnaryOperator.identity())));
    }

    private static final class Client implements FieldBuffer {

        private static final String[] NAMES = {"s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7"};
        private static final Duration LIMIT = Duration.ofSeconds(20);

        private final DogStatsDReceiver receiver = new DogStatsDReceiver();
        private final StatsDClient client;

        Client(UnaryOperator<NonBlockingStatsDClientBuilder> settings) {
            client = settings.apply(new NonBlockingStatsDClientBuilder()
                    .hostname(receiver.address().getHostString())
                    .port(receiver.address().getPort())
                    .enableTelemetry(false)
                    .originDetectionEnabled(false)).build();
        }

        @Override
        public void record(int series) {
            client.count(NAMES[series], 1);
        }

        @Override
        public void finish(Delivery delivery) {
            client.close();
            receiver.drain(LIMIT);
            if (receiver.kernelDrops().orElse(0) > 0 || !receiver.unreadable().isEmpty()) {
                throw new IllegalStateException("not the client's loss: the kernel dropped %s datagrams, unreadable: %s"
                        .formatted(receiver.kernelDrops(), receiver.unreadable()));
            }
            for (int series = 0; series < SERIES; series++) {
                delivery.take(series, receiver.count(NAMES[series]));
            }
        }

        @Override
        public void close() {
            client.close();
            receiver.close();
        }
    }
}
