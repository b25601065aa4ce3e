package metricsbuffer.suite.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;
import metricsbuffer.suite.support.ChildJvm;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under load, too, a buffer that hangs is said to hang, in which threads and why, and soon. */
class LoadHangTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(classes = {LocksInOppositeOrder.class, Spinning.class})
    void isNamed(Class<?> buffer) throws Exception {
        Path output = folder.resolve("output.txt");
        try (ChildJvm load = ChildJvm.of(LoadMain.class).flags("-Dbuffer=" + buffer.getName())
                .start(output, "1", "1000000")) {
            assertThat(load.ended(SOON)).as("ended").isTrue();
            String printed = String.join("\n", load.printed());
            assertThat(printed).contains(LoadMain.VIOLATION + (buffer == Spinning.class
                            ? "does not return, still running: 'recorder 0'" : "deadlock: "))
                    .contains(buffer.getName() + ".increment").contains(LoadMain.DONE);
        }
    }

    /** Wrong: records and flushes take two locks in opposite order. */
    public static final class LocksInOppositeOrder implements BufferPort {

        private final Object flushes = new Object();
        private final Object records = new Object();

        public LocksInOppositeOrder(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {}

        @Override
        public void increment(int counter, long amount) {
            synchronized (records) {
                flush();
            }
        }

        @Override
        public void time(int timing, long nanos) {
            increment(timing, nanos);
        }

        @Override
        public void flush() {
            synchronized (flushes) {
                synchronized (records) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    /** Wrong: a record waits in a loop for what nobody does. */
    public static final class Spinning implements BufferPort {

        private volatile boolean free;

        public Spinning(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {}

        @Override
        public void increment(int counter, long amount) {
            while (!free) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void time(int timing, long nanos) {
            increment(timing, nanos);
        }

        @Override
        public void flush() {}
    }
}
