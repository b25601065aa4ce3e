package metricsbuffer.tools;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/**
 * Two threads on the buffer on the class path, with plain threads and plain checks: what is run again and again by a
 * tool that decides whose turn it is. An exception that leaves {@link #main} or one of its threads is a finding.
 */
public final class FrayScenarios {

    /** Played one after the other, each on a new buffer. */
    enum Scenario {
        /** A thread records a metric that is present and one first seen, while the other flushes. */
        RECORD,
        /** Both record the same metric. */
        RECORDS,
        /** Each records, then flushes; when both have returned nothing is left. */
        FLUSHES,
        /** Both record when the interval is over; at most one flushes. */
        INTERVAL,
        /** A flush is held in the sink until the other thread's record has returned. */
        SLOW,
        /** The sink refuses the first total that it is handed. */
        REFUSES
    }

    private static final long LATE = 5_000;
    private static final long INTERVAL = 1_000;

    private final AtomicLongArray delivered = new AtomicLongArray(3);
    private final AtomicInteger emissionsOfFirst = new AtomicInteger();
    private volatile long now;
    private volatile CountDownLatch inSink;
    private final CountDownLatch recorded = new CountDownLatch(1);
    private volatile boolean refuses;

    private final BufferPort buffer = BufferModule.load().create(new BufferSink() {
        @Override
        public void counter(int counter, long total) {
            emitted(counter, total);
        }

        @Override
        public void timing(int timing, long nanos) {
            throw new IllegalStateException("no timing was recorded");
        }
    }, () -> now, INTERVAL);

    private FrayScenarios() {}

    public static void main(String[] args) throws InterruptedException {
        for (Scenario scenario : Scenario.values()) {
            new FrayScenarios().play(scenario);
        }
    }

    private void emitted(int counter, long total) {
        if (refuses) {
            refuses = false;
            throw new IllegalArgumentException("refused");
        }
        CountDownLatch entered = inSink;
        if (entered != null) {
            inSink = null; // only the first one
            entered.countDown();
            await(recorded);
        }
        delivered.addAndGet(counter, total);
        if (counter == 0) {
            emissionsOfFirst.incrementAndGet();
        }
    }

    private void play(Scenario scenario) throws InterruptedException {
        buffer.increment(0, 1);
        switch (scenario) {
            case RECORD -> both(() -> {
                buffer.increment(0, 10);
                buffer.increment(1, 100);
            }, buffer::flush);
            case RECORDS -> both(() -> buffer.increment(0, 10), () -> buffer.increment(0, 100));
            case FLUSHES -> {
                both(() -> {
                    buffer.increment(1, 10);
                    buffer.flush();
                }, () -> {
                    buffer.increment(2, 100);
                    buffer.flush();
                });
                expect(scenario, 1, 10, 100); // without a closing flush
                buffer.close();
                return;
            }
            case INTERVAL -> {
                now = LATE;
                both(() -> buffer.increment(0, 10), () -> buffer.increment(0, 100));
                check(emissionsOfFirst.get() <= 1, "INTERVAL: both have begun a flush");
            }
            case SLOW -> {
                CountDownLatch entered = new CountDownLatch(1);
                inSink = entered;
                both(buffer::flush, () -> {
                    await(entered);
                    now = LATE;
                    buffer.increment(1, 10);
                    recorded.countDown();
                });
            }
            case REFUSES -> {
                buffer.increment(1, 10);
                refuses = true;
                try {
                    buffer.flush();
                } catch (RuntimeException thrown) {
                    check(!refuses, "REFUSES: not what the sink has thrown: " + thrown);
                }
            }
        }
        buffer.flush();
        buffer.close();
        switch (scenario) {
            case RECORD -> expect(scenario, 11, 100, 0);
            case RECORDS, INTERVAL -> expect(scenario, 111, 0, 0);
            default -> expect(scenario, 1, 10, 0);
        }
    }

    private static void both(Runnable one, Runnable other) throws InterruptedException {
        Thread first = new Thread(one);
        Thread second = new Thread(other);
        first.start();
        second.start();
        first.join();
        second.join();
    }

    private void expect(Scenario scenario, long first, long second, long third) {
        String totals = first + ", " + second + ", " + third;
        String seen = delivered.get(0) + ", " + delivered.get(1) + ", " + delivered.get(2);
        check(totals.equals(seen), scenario + ": recorded " + totals + ", delivered " + seen);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
