package yours;

import java.util.function.LongSupplier;
import metricsbuffer.suite.explore.NotJudged;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Classes that cannot be put before the suite, each for another reason. */
public final class YoursForTests {

    private YoursForTests() {}

    static class Buffer implements BufferPort {

        @Override
        public void increment(int counter, long amount) {}

        @Override
        public void time(int timing, long nanos) {}

        @Override
        public void flush() {}
    }

    public abstract static class Unfinished extends Buffer {
        public Unfinished(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {}
    }

    public static final class OtherConstructor extends Buffer {
        public OtherConstructor(BufferSink sink, long intervalNanos) {}
    }

    public static final class Throwing extends Buffer {
        public Throwing(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
            try {
                Math.floorDiv(intervalNanos, 0);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("an interval", e);
            }
        }
    }

    public static final class UnknownToTheExplorer extends Buffer {
        public UnknownToTheExplorer(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
            throw new NotJudged("it calls something in its constructor");
        }
    }

    public static final class NotInitialised extends Buffer {

        private static final int NUMBER = Integer.parseInt("none");

        public NotInitialised(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
            increment(NUMBER, 1);
        }
    }
}
