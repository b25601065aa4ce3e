package metricsbuffer.suite.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;
import org.junit.jupiter.api.Test;

/** A reader's own buffer is made by reflection. The model checker must see into it all the same. */
class ReflectedBufferTest {

    @Test
    void anErrorInABufferMadeByReflectionIsFound() {
        Exploration found = Exploration.of(new Scenarios.RecordsOfOneMetric(Scenarios.MetricKind.COUNTER, 0),
                new ByReflection(), 100);

        assertThat(found.rejected()).as("explored " + found.explored()).isTrue();
        assertThat(found.seen()).contains("lost");
    }

    private static final class ByReflection implements BufferModule {

        @Override
        public List<String> counters() {
            return List.of("counter 0");
        }

        @Override
        public List<String> timings() {
            return List.of();
        }

        @Override
        public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
            try {
                return Class.forName(OneField.class.getName()).asSubclass(BufferPort.class)
                        .getConstructor(BufferSink.class).newInstance(sink);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Wrong, and by nothing but a field: no class of the JDK's has a part in it. */
    public static final class OneField implements BufferPort {

        private final BufferSink sink;
        private volatile long total;

        public OneField(BufferSink sink) {
            this.sink = sink;
        }

        @Override
        public void increment(int counter, long amount) {
            total = total + amount;
        }

        @Override
        public void time(int timing, long nanos) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void flush() {
            sink.counter(0, total);
            total = 0;
        }
    }
}
