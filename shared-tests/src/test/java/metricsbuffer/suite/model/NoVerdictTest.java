package metricsbuffer.suite.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;
import org.junit.jupiter.api.Test;

/** Wrong buffers of which the model checker once came to no verdict. */
class NoVerdictTest {

    @Test
    void aDeadlockOverLocksOfJavaUtilConcurrent() {
        Exploration found = Exploration.of(new Scenarios.LateRecordDuringFlush(), module(LocksInOppositeOrder::new), 300);

        assertThat(found.seen()).startsWith("deadlock: ");
        assertThat(found.trace()).contains("LocksInOppositeOrder.increment");
    }

    @Test
    void aFlushThatHangsWithoutAnyOtherThread() {
        CountDownLatch over = new CountDownLatch(1);
        Exploration found = Exploration.of(new Scenarios.TwoFlushes(), module((sink, clock, interval) -> new Counting(sink) {
            @Override
            public void flush() {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }), 10);
        over.countDown();

        assertThat(found.seen()).startsWith("does not return: 'one thread alone' waits").contains("CountDownLatch.await");
    }

    /** Its flushes did nothing, so that the sink refused only when the scenario was judged. */
    @Test
    void aRefusalInTheClosingFlush() {
        Exploration found = Exploration.of(new Scenarios.RecordDuringARefusal(true),
                module((sink, clock, interval) -> new Counting(sink) {
                    private int flushes;

                    @Override
                    public synchronized void flush() {
                        if (++flushes > 2) {
                            sink.counter(0, total);
                        }
                    }
                }), 100);

        assertThat(found.seen()).as("explored " + found.explored()).isNull();
    }

    /** What a refused flush throws need not be what the sink threw, and its totals are judged all the same. */
    @Test
    void aLossBehindAnExceptionOfTheBuffersOwn() {
        Exploration found = Exploration.of(new Scenarios.RecordDuringARefusal(false),
                module((sink, clock, interval) -> new Counting(sink) {
                    @Override
                    public synchronized void flush() {
                        long taken = total;
                        total = 0;
                        try {
                            if (taken > 0) {
                                sink.counter(0, taken);
                            }
                        } catch (RuntimeException e) {
                            throw new IllegalStateException("lost", e);
                        }
                    }
                }), 100);

        assertThat(found.seen()).contains("lost");
    }

    private static BufferModule module(Maker maker) {
        return new BufferModule() {
            @Override
            public List<String> counters() {
                return List.of("counter 0", "counter 1");
            }

            @Override
            public List<String> timings() {
                return List.of("timing 0", "timing 1");
            }

            @Override
            public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
                return maker.make(sink, nanoClock, intervalNanos);
            }
        };
    }

    private interface Maker {
        BufferPort make(BufferSink sink, LongSupplier nanoClock, long intervalNanos);
    }

    private abstract static class Counting implements BufferPort {

        final BufferSink sink;
        long total; // guarded by this

        Counting(BufferSink sink) {
            this.sink = sink;
        }

        @Override
        public synchronized void increment(int counter, long amount) {
            total += amount;
        }

        @Override
        public void time(int timing, long nanos) {}
    }

    private static final class LocksInOppositeOrder extends Counting {

        private final LongSupplier nanoClock;
        private final long intervalNanos;
        private final ReentrantLock flushes = new ReentrantLock();
        private final ReentrantLock records = new ReentrantLock();
        private long intervalStart; // guarded by records

        LocksInOppositeOrder(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
            super(sink);
            this.nanoClock = nanoClock;
            this.intervalNanos = intervalNanos;
        }

        @Override
        public void increment(int counter, long amount) {
            records.lock();
            total += amount;
            if (nanoClock.getAsLong() - intervalStart > intervalNanos) {
                flush();
            }
            records.unlock();
        }

        @Override
        public void flush() {
            flushes.lock();
            records.lock();
            intervalStart = nanoClock.getAsLong();
            if (total > 0) {
                sink.counter(0, total);
                total = 0;
            }
            records.unlock();
            flushes.unlock();
        }
    }
}
