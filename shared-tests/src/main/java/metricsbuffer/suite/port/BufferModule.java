package metricsbuffer.suite.port;

import java.util.List;
import java.util.ServiceLoader;
import java.util.function.LongSupplier;

/**
 * Makes the buffers that the suite judges. A module (or anyone with a buffer of their own) provides one
 * implementation, named in {@code META-INF/services/metricsbuffer.suite.port.BufferModule}.
 */
public interface BufferModule {

    /** The names of the counters; at least one. */
    List<String> counters();

    /** The names of the timings; at least one. */
    List<String> timings();

    /**
     * A new, empty buffer.
     *
     * @param sink where it emits
     * @param nanoClock the only time it may go by: nanoseconds, monotonic, from an arbitrary origin
     * @param intervalNanos a record made when more than this has passed since the last flush flushes
     */
    BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos);

    /** The one implementation on the class path. */
    static BufferModule load() {
        List<BufferModule> found = ServiceLoader.load(BufferModule.class).stream().map(ServiceLoader.Provider::get).toList();
        if (found.size() != 1) {
            throw new IllegalStateException("expected one provider of " + BufferModule.class.getName()
                    + " on the class path, found " + found + "; META-INF/services/" + BufferModule.class.getName()
                    + " names it");
        }
        return found.get(0);
    }
}
