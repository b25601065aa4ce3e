package metricsbuffer.suite.benchmark;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/**
 * A module's buffer behind the port, with the module's coarse clock, as in production. Its classes are loaded apart, so
 * one benchmark measures all modules; each runs in a JVM of its own, so no call site has seen another module's.
 */
final class ModuleSubject implements Subject {

    /** The folder of the compiled modules, one folder each. Set in every JVM that the benchmark starts. */
    static final String FOLDER = "mb.benchmark.modules";

    /** Of the clock; as in production. */
    private static final Duration TICK = Duration.ofMillis(10);

    /** Longer than any run: a record asks whether it is over, and it never is. */
    static final long INTERVAL_NANOS = TimeUnit.HOURS.toNanos(1);

    private static final int COUNTER = 0;
    private static final int TIMING = 0;

    private final String name;
    private final URLClassLoader classes;
    private final LongSupplier clock;
    private final BufferModule module;
    private final BufferPort buffer;
    private final CountingSink counting = new CountingSink();

    ModuleSubject(String name) {
        this(name, null, INTERVAL_NANOS);
    }

    /** @param sink where it emits, or null to add the totals up */
    ModuleSubject(String name, BufferSink sink, long intervalNanos) {
        this.name = name;
        try {
            URL folder = Path.of(System.getProperty(FOLDER), name, "classes").toUri().toURL();
            classes = new URLClassLoader(new URL[] {folder}, getClass().getClassLoader());
            clock = (LongSupplier) classes.loadClass("metricsbuffer.metrics.CoarseClock").getConstructor(Duration.class)
                    .newInstance(TICK);
            module = (BufferModule) classes.loadClass("metricsbuffer.port.ModuleBuffers").getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | MalformedURLException e) {
            throw new IllegalStateException(name, e);
        }
        buffer = module.create(sink == null ? counting : sink, clock, intervalNanos);
    }

    /** Records each metric once: all of them are live. */
    void touchAll() {
        for (int counter = 0; counter < module.counters().size(); counter++) {
            buffer.increment(counter, 1);
        }
        for (int timing = 0; timing < module.timings().size(); timing++) {
            buffer.time(timing, NANOS);
        }
    }

    int metrics() {
        return module.counters().size() + module.timings().size();
    }

    @Override
    public void count() {
        buffer.increment(COUNTER, 1);
    }

    @Override
    public void countApart(int counter) {
        buffer.increment(counter, 1);
    }

    @Override
    public void countAndTime() {
        buffer.increment(COUNTER, 1);
        buffer.time(TIMING, NANOS);
    }

    @Override
    public void flush() {
        buffer.flush();
    }

    /** Nothing bounds a queue: recorders that do nothing else would fill the memory. A flush waits for all of it. */
    @Override
    public void settle() {
        if (name.equals(Subjects.QUEUE)) {
            buffer.flush();
        }
    }

    @Override
    public Totals totals() {
        buffer.flush();
        return counting.totals();
    }

    long emissions() {
        return counting.emissions();
    }

    @Override
    public void close() {
        buffer.close();
        try {
            ((AutoCloseable) clock).close();
            classes.close();
        } catch (Exception e) {
            throw new IllegalStateException("clock or classes could not be closed", e);
        }
    }

    /** Adds up what arrives: all counters, and all timings. */
    private static final class CountingSink implements BufferSink {

        private long count;
        private long nanos;
        private long emissions;

        @Override
        public synchronized void counter(int counter, long total) {
            emissions++;
            count += total;
        }

        @Override
        public synchronized void timing(int timing, long total) {
            emissions++;
            nanos += total;
        }

        synchronized Totals totals() {
            return new Totals(count, nanos);
        }

        synchronized long emissions() {
            return emissions;
        }
    }
}
