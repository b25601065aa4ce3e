package metricsbuffer.suite.port;

import java.util.List;
import java.util.ServiceLoader;
import java.util.function.LongSupplier;

/**
 * Makes the buffers that the suite judges. A module (or anyone with a buffer of their own) provides one
 * implementation, named in {@code META-INF/services/metricsbuffer.suite.port.BufferModule}: a public class with a
 * public constructor without parameters.
 *
 * <p>It keeps nothing that changes: several threads may ask it for buffers at once, each JVM that the suite starts has
 * one of its own, and the exploration loads it a second time.
 */
public interface BufferModule {

    /** The names of the counters; at least one, none of them twice, and always the same in the same order. */
    List<String> counters();

    /** The names of the timings; as {@link #counters()}. */
    List<String> timings();

    /**
     * A new, empty buffer. It shares nothing with the one before. The stress tests ask for millions.
     *
     * @param sink where it emits, from any thread
     * @param nanoClock the only time it may go by: nanoseconds, monotonic, from an arbitrary origin, and may overflow.
     *     Any thread may read it
     * @param intervalNanos a record made when more nanoseconds than these have passed since the last flush begins one.
     *     A buffer that has no interval leaves it and the clock aside, and declares {@code interval = none}
     * @return never null. What it throws no test forgives
     */
    BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos);

    /**
     * The one implementation on the class path, a new one at each call.
     *
     * @throws IllegalStateException if there is none, or more than one
     * @throws java.util.ServiceConfigurationError if the one that is named cannot be made
     */
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
