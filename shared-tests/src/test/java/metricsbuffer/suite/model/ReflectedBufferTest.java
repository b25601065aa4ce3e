package metricsbuffer.suite.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import yours.YourMetrics;

/** A reader's own buffer is made by reflection. The model checker must see into it all the same. */
class ReflectedBufferTest {

    @Test
    void anErrorInABufferMadeByReflectionIsFound() {
        System.setProperty("buffer", OneField.class.getName());

        Exploration found = Exploration.of(new Scenarios.RecordsOfOneMetric(Scenarios.MetricKind.COUNTER, 0),
                new YourMetrics(), 100);

        assertThat(found.rejected()).as("explored " + found.explored()).isTrue();
        assertThat(found.seen()).contains("lost");
    }

    @AfterEach
    void forget() {
        System.clearProperty("buffer");
    }

    /** Wrong, and by nothing but a field: no class of the JDK's has a part in it. */
    public static final class OneField implements BufferPort {

        private final BufferSink sink;
        private volatile long total;

        public OneField(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
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
