package metricsbuffer.suite.benchmark;

import com.timgroup.statsd.NonBlockingStatsDClientBuilder;
import com.timgroup.statsd.StatsDClient;
import java.net.InetSocketAddress;

/** The DogStatsD client without a buffer in front of it: each record is a call. It sends to a listener of its own. */
final class DirectClient implements Subject {

    static final String NAME = "count";

    private final Listener listener = new Listener();
    private final StatsDClient client;
    private final boolean blocking;

    /**
     * @param blocking whether a record waits when the client's queue is full; otherwise it is dropped
     * @param aggregating whether the client adds up itself, for two seconds
     */
    DirectClient(boolean blocking, boolean aggregating) {
        this.blocking = blocking;
        client = client(listener.address(), blocking, aggregating);
    }

    /** One worker: of several, all but one lose at close what they have in hand. Telemetry would add to the packets. */
    static StatsDClient client(InetSocketAddress agent, boolean blocking, boolean aggregating) {
        return new NonBlockingStatsDClientBuilder().hostname(agent.getHostString()).port(agent.getPort())
                .blocking(blocking).enableAggregation(aggregating).processorWorkers(1)
                .enableTelemetry(false).originDetectionEnabled(false).build();
    }

    @Override
    public void count() {
        client.count(NAME, 1);
    }

    @Override
    public boolean mayDrop() {
        return true;
    }

    /** Gives the client time: one that does not block drops at its close whatever it still holds. */
    void settle() {
        if (!blocking) {
            listener.awaitSilence();
        }
    }

    @Override
    public Totals totals() {
        client.close();
        listener.drain();
        return new Totals(listener.units(), 0);
    }

    /** Datagrams that the kernel dropped because the listener did not keep up; -1 where the system does not tell. */
    long kernelDrops() {
        return listener.kernelDrops();
    }

    @Override
    public void close() {
        client.close();
        listener.close();
    }
}
