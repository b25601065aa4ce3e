package metricsbuffer.suite.benchmark;

import com.timgroup.statsd.NonBlockingStatsDClientBuilder;
import com.timgroup.statsd.StatsDClient;
import java.io.IOException;

/** The DogStatsD client with a listener of its own. Without a buffer in front of it each record is a call. */
final class DirectClient implements Subject {

    private static final String NAME = "count";

    private final Listener listener = new Listener();
    private final StatsDClient client;
    private final boolean blocking;

    /**
     * One worker: of several, all but one lose at close what they have in hand. Telemetry would add to the packets.
     *
     * @param blocking whether a record waits when the client's queue is full; otherwise it is dropped
     * @param aggregating whether the client adds up itself, for two seconds
     */
    DirectClient(boolean blocking, boolean aggregating) throws IOException {
        this.blocking = blocking;
        client = new NonBlockingStatsDClientBuilder()
                .hostname(listener.address().getHostString()).port(listener.address().getPort())
                .blocking(blocking).enableAggregation(aggregating).processorWorkers(1)
                .enableTelemetry(false).originDetectionEnabled(false).build();
    }

    @Override
    public void count() {
        client.count(NAME, 1);
    }

    void count(long total) {
        client.count(NAME, total);
    }

    @Override
    public boolean mayDrop() {
        return true;
    }

    /** Gives the client time: one that does not block drops at its close whatever it still holds. */
    void awaitSilence() {
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

    long kernelDrops() {
        return listener.kernelDrops();
    }

    @Override
    public void close() throws IOException {
        client.close();
        listener.close();
    }
}
