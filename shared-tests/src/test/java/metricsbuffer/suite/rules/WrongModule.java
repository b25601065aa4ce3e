package metricsbuffer.suite.rules;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Makes wrong buffers for the suite, in place of the module that is on the class path. */
public final class WrongModule implements BufferModule {

    /** How many counters there usually are, and how many timings. */
    static final int MANY = 6;

    /** How many there are now. */
    static volatile int count = MANY;

    /** How a buffer is made. */
    interface Maker {
        BufferPort make(BufferSink sink, LongSupplier nanoClock, long intervalNanos);
    }

    /** Of the buffers that are made from now on. */
    static volatile Maker maker;

    /** What is declared of them. */
    static volatile String declarations = "module.properties";

    /** The context class loader by which the suite finds this module and no other. */
    static final ClassLoader LOADER = new ClassLoader(WrongModule.class.getClassLoader()) {
        @Override
        public URL getResource(String name) {
            return super.getResource(name.equals("module.properties") ? declarations : name);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals("META-INF/services/" + BufferModule.class.getName())
                    ? Collections.enumeration(List.of(WrongModule.class.getResource("wrong-module")))
                    : super.getResources(name);
        }
    };

    /** Puts this module in place of the one on the class path while a test runs, and back as it was after it. */
    static final class InPlace implements BeforeEachCallback, AfterEachCallback {

        private ClassLoader before;

        @Override
        public void beforeEach(ExtensionContext test) {
            before = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(LOADER);
        }

        @Override
        public void afterEach(ExtensionContext test) {
            Scene.closeLast();
            Thread.currentThread().setContextClassLoader(before);
            maker = null;
            declarations = "module.properties";
            count = MANY;
        }
    }

    @Override
    public List<String> counters() {
        return IntStream.range(0, count).mapToObj(index -> "counter " + index).toList();
    }

    @Override
    public List<String> timings() {
        return IntStream.range(0, count).mapToObj(index -> "timing " + index).toList();
    }

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        return maker.make(sink, nanoClock, intervalNanos);
    }
}
