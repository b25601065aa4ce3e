package metricsbuffer.metrics;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backend for what is sent directly: no method throws an exception. A value that the backend behind it refuses is
 * lost, and the consumer goes on. Safe for use by several threads.
 *
 * <p>Not for the buffer, which must see that a total was refused, to keep it for its next flush.
 */
public final class HarmlessMetrics implements Metrics {

    private static final Logger log = LoggerFactory.getLogger(HarmlessMetrics.class);

    private final Metrics backend;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    private HarmlessMetrics(Metrics backend) {
        this.backend = Objects.requireNonNull(backend, "backend");
    }

    /** The backend, without its exceptions; itself if it is harmless already. */
    public static Metrics around(Metrics backend) {
        return backend instanceof HarmlessMetrics ? backend : new HarmlessMetrics(backend);
    }

    @Override
    public void increment(String name, long amount, String... tags) {
        send(name, () -> backend.increment(name, amount, tags));
    }

    @Override
    public void gauge(String name, double value, String... tags) {
        send(name, () -> backend.gauge(name, value, tags));
    }

    @Override
    public void timing(String name, long nanos, String... tags) {
        send(name, () -> backend.timing(name, nanos, tags));
    }

    private void send(String name, Runnable call) {
        try {
            call.run();
        } catch (Exception e) { // a checked one, too, that a backend throws without declaring it
            // Once a name: there is a handful of them, and one of them alone is sent every second.
            if (refused.add(name)) {
                log.warn("{} could not be sent, and is lost. From now on this is logged at debug", name, e);
            } else {
                log.debug("{} could not be sent, and is lost", name, e);
            }
        }
    }
}
