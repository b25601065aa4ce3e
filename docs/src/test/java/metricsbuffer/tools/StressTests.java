package metricsbuffer.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/**
 * Two stress tests as people write them, on the buffer on the class path: a program of its own, because a buffer may
 * hang for ever. The first one is that of the first write-up of the incident, in Java. The second one compares what was
 * recorded with what was delivered. Each ends with a line.
 */
public final class StressTests {

    static final String REPORT = "report";
    static final String TOTALS = "totals";
    /** Followed by the number of bad rounds, and of all. */
    static final String DONE = "DONE ";
    static final int SECONDS = 4;

    private static final int ROUND_MILLIS = 100;
    private static final int RECORDERS = 2;
    private static final int FLUSHERS = 2;
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private StressTests() {}

    /** What came out, by metric: counters, then timings. */
    private static final class Books implements BufferSink {

        private final int counters;
        private final AtomicLongArray delivered;

        Books(BufferModule module) {
            counters = module.counters().size();
            delivered = new AtomicLongArray(counters + module.timings().size());
        }

        @Override
        public void counter(int counter, long total) {
            delivered.addAndGet(counter, total);
        }

        @Override
        public void timing(int timing, long nanos) {
            delivered.addAndGet(counters + timing, nanos);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        BufferModule module = BufferModule.load();
        System.out.println(DONE + (args[0].equals(REPORT) ? report(module) : totals(module)));
        System.exit(0);
    }

    /** It is to fail by an exception, and asserts nothing. One that a thread dies of reaches nobody. */
    private static String report(BufferModule module) throws InterruptedException {
        Books books = new Books(module);
        BufferPort buffer = module.create(books, System::nanoTime, TimeUnit.SECONDS.toNanos(1));
        List<Thread> threads = List.of(new Thread(() -> {
            for (int i = 0; i < 100; i++) {
                buffer.flush();
                sleep(1_000_000);
            }
        }), counterLoop(buffer), counterLoop(buffer));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return "0 1";
    }

    private static Thread counterLoop(BufferPort buffer) {
        return new Thread(() -> {
            for (int i = 0; i < 1000; i++) {
                buffer.increment(0, 1);
                sleep(100_000);
            }
        });
    }

    /** The pause between two steps is part of that test: it leaves the machine to the other threads. */
    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String totals(BufferModule module) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int bad = 0;
        int rounds = 0;
        while (System.nanoTime() - end < 0) {
            rounds++;
            if (isBad(module)) {
                bad++;
            }
            System.out.println("so far " + bad + " " + rounds); // it may hang in the next one
        }
        return bad + " " + rounds;
    }

    /** A round on a new buffer: whether a thread has died, or the totals differ. */
    private static boolean isBad(BufferModule module) throws InterruptedException {
        Books books = new Books(module);
        int counters = module.counters().size();
        int metrics = books.delivered.length();
        BufferPort buffer = module.create(books, System::nanoTime, INTERVAL_NANOS);
        AtomicBoolean going = new AtomicBoolean(true);
        AtomicReference<Throwable> died = new AtomicReference<>();
        long[][] recorded = new long[RECORDERS][metrics];
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < RECORDERS; number++) {
            long[] own = recorded[number];
            threads.add(new Thread(() -> {
                for (int i = 0; going.get(); i++) {
                    int metric = i % metrics;
                    own[metric]++;
                    if (metric < counters) {
                        buffer.increment(metric, 1);
                    } else {
                        buffer.time(metric - counters, 1);
                    }
                }
            }));
        }
        for (int number = 0; number < FLUSHERS; number++) {
            threads.add(new Thread(() -> {
                while (going.get()) {
                    buffer.flush();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((dead, thrown) -> died.compareAndSet(null, thrown));
            thread.start();
        }
        TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS);
        going.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
        buffer.flush();
        buffer.close();
        if (died.get() != null) {
            return true;
        }
        for (int metric = 0; metric < metrics; metric++) {
            long sum = 0;
            for (long[] own : recorded) {
                sum += own[metric];
            }
            if (sum != books.delivered.get(metric)) {
                return true;
            }
        }
        return false;
    }
}
