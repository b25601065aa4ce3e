package yours;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import metricsbuffer.suite.explore.NotJudged;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Makes the buffer that {@code -Dbuffer} names, for the suite; the example, if it names none. */
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
        if (name.isEmpty()) {
            name = ExampleBuffer.class.getName();
        }
        try {
            return constructor(name).newInstance(sink, nanoClock, intervalNanos);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof NotJudged notJudged) { // no mistake: the explorer says so, and is heard
                throw notJudged;
            }
            throw wrong(name, "its constructor throws " + e.getCause() + at(e.getCause()), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw wrong(name, e.toString(), e);
        } catch (LinkageError e) {
            throw wrong(name, "it cannot be loaded: " + e + at(e), e);
        }
    }

    private static Constructor<? extends BufferPort> constructor(String name) {
        Class<?> type;
        try {
            type = Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw wrong(name, "no such class; it is to be in shared-tests/src/test/java, and named with its package", e);
        }
        if (!BufferPort.class.isAssignableFrom(type)) {
            throw wrong(name, "it does not implement " + BufferPort.class.getName(), null);
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            throw wrong(name, "the class is not public", null);
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            throw wrong(name, "the class is abstract", null);
        }
        try {
            return type.asSubclass(BufferPort.class).getConstructor(BufferSink.class, LongSupplier.class, long.class);
        } catch (NoSuchMethodException e) {
            throw wrong(name, "it has no public constructor (BufferSink, LongSupplier, long); it has "
                    + Arrays.toString(type.getDeclaredConstructors()), e);
        }
    }

    /** Where it was thrown; and what was the cause of it. */
    private static String at(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        return (frames.length == 0 ? "" : " at " + frames[0])
                + (thrown.getCause() == null ? "" : ", caused by " + thrown.getCause() + at(thrown.getCause()));
    }

    private static IllegalStateException wrong(String name, String what, Throwable cause) {
        return new IllegalStateException("-Dbuffer=" + name + ": " + what, cause);
    }
}
