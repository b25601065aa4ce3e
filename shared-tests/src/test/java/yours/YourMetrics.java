package yours;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Makes the buffer that {@code -Dbuffer} names, for the suite. */
public final class YourMetrics implements BufferModule {

    /** How many counters there are, and how many timings. */
    public static final int COUNT = 6;

    @Override
    public List<String> counters() {
        return IntStream.range(0, COUNT).mapToObj(index -> "counter " + index).toList();
    }

    @Override
    public List<String> timings() {
        return IntStream.range(0, COUNT).mapToObj(index -> "timing " + index).toList();
    }

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        String name = System.getProperty("buffer", "");
        try {
            return Class.forName(name).asSubclass(BufferPort.class)
                    .getConstructor(BufferSink.class, LongSupplier.class, long.class)
                    .newInstance(sink, nanoClock, intervalNanos);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the constructor of " + name + " failed", e.getCause());
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalStateException("-Dbuffer=" + name + " must name a public class that implements BufferPort and"
                    + " has a public constructor (BufferSink, LongSupplier, long): " + e, e);
        }
    }
}
