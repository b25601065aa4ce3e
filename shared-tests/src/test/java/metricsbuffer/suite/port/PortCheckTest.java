package metricsbuffer.suite.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class PortCheckTest {

    private final List<String> counters = List.of("requests", "errors");

    @Test
    void aKindWithoutANameIsNamed() throws InterruptedException {
        assertThat(PortCheck.mistake(new Adapter(List.of(), List.of("handler"), 0)))
                .hasValueSatisfying(mistake -> assertThat(mistake).startsWith("counters() has no name"));
    }

    @Test
    void aNameThatStandsThereTwiceIsNamed() throws InterruptedException {
        assertThat(PortCheck.mistake(new Adapter(counters, List.of("handler", "handler"), 0)))
                .hasValue("timings() has 'handler' twice");
    }

    @Test
    void anIndexThatIsNoneIsNamed() throws InterruptedException {
        assertThat(PortCheck.mistake(new Adapter(counters, List.of("handler"), -1)))
                .hasValue("the sink is handed timing -1; the names are [handler], from 0");
    }

    @Test
    void aBufferThatIsNotMadeIsNamed() throws InterruptedException {
        assertThat(PortCheck.mistake(new Adapter(counters, List.of("handler"), 0) {
            @Override
            public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
                return null;
            }
        })).hasValue("create() returns null");
    }

    /** As of a class that counts by one, behind an adapter that calls it as often as the amount says. */
    @Test
    void anAdapterThatCannotTakeAnAmountIsNamed() throws InterruptedException {
        assertThat(PortCheck.mistake(new Adapter(counters, List.of("handler"), 0) {
            @Override
            void inRecord(long amount) throws InterruptedException {
                if (amount > 1) {
                    new CountDownLatch(1).await();
                }
            }
        })).hasValue("increment(0, 9007199254740993) has not returned after 2 s, and increment(0, 1) did: a record"
                + " takes an amount; an adapter must not loop over it");
    }

    @Test
    void aRightOneHasNoMistake() throws InterruptedException {
        assertThat(PortCheck.mistake(new Adapter(counters, List.of("handler"), 0))).isEmpty();
    }

    @Test
    void aBufferThatHangsOrThrowsIsForTheTests() throws InterruptedException {
        assertThat(PortCheck.mistake(new Adapter(counters, List.of("handler"), 0) {
            @Override
            void inFlush() throws InterruptedException {
                new CountDownLatch(1).await();
            }
        })).isEmpty();
        assertThat(PortCheck.mistake(new Adapter(counters, List.of("handler"), 0) {
            @Override
            void inFlush() {
                throw new IllegalStateException("a fault of the buffer");
            }
        })).isEmpty();
    }

    /** Its buffers hold the last record, and hand it over with an index that is wrong by so much. */
    private static class Adapter implements BufferModule {

        private final List<String> counters;
        private final List<String> timings;
        private final int off;

        Adapter(List<String> counters, List<String> timings, int off) {
            this.counters = counters;
            this.timings = timings;
            this.off = off;
        }

        void inFlush() throws InterruptedException {}

        void inRecord(long amount) throws InterruptedException {}

        @Override
        public List<String> counters() {
            return counters;
        }

        @Override
        public List<String> timings() {
            return timings;
        }

        @Override
        public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
            return new BufferPort() {
                private Runnable emission;

                @Override
                public void increment(int counter, long amount) {
                    try {
                        inRecord(amount);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    emission = () -> sink.counter(counter + off, amount);
                }

                @Override
                public void time(int timing, long nanos) {
                    emission = () -> sink.timing(timing + off, nanos);
                }

                @Override
                public void flush() {
                    try {
                        inFlush();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    emission.run();
                }
            };
        }
    }
}
