package metricsbuffer.suite.demo;

import java.net.InetSocketAddress;
import java.time.Duration;
import metricsbuffer.suite.dogstatsd.DogStatsDReceiver;
import metricsbuffer.suite.rig.Journal;
import metricsbuffer.suite.rig.Reconciliation;

/** Where the metrics go: the demo's own listener, or an agent that runs already. */
final class Agent implements AutoCloseable {

    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

    private final DogStatsDReceiver receiver; // null for an existing agent
    private final InetSocketAddress address;

    /** @param existing an agent, or null to start a listener */
    Agent(InetSocketAddress existing) {
        receiver = existing == null ? new DogStatsDReceiver() : null;
        address = existing == null ? receiver.address() : existing;
    }

    InetSocketAddress address() {
        return address;
    }

    String describe() {
        String where = address.getHostString() + ":" + address.getPort() + " (UDP)";
        return receiver == null ? "DogStatsD agent at " + where : "DogStatsD listener on " + where + ", in this JVM";
    }

    String whatDeliveredMeans() {
        return receiver == null
                ? "delivered: taken by the DogStatsD client (over UDP nobody can know more)"
                : "delivered: arrived at the DogStatsD listener, over UDP";
    }

    /** What a consumer that has ended recorded, against what was delivered. */
    Reconciliation reconcile(Journal journal) {
        if (receiver == null) {
            return Reconciliation.ofHanded(journal);
        }
        receiver.drain(DRAIN_LIMIT);
        if (receiver.kernelDrops().orElse(0) > 0) {
            throw new DemoException("the kernel dropped datagrams on the way: the figures cannot be trusted");
        }
        return Reconciliation.of(journal, receiver);
    }

    @Override
    public void close() {
        if (receiver != null) {
            receiver.close();
        }
    }
}
