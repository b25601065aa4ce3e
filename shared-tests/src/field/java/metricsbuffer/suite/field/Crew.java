package metricsbuffer.suite.field;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Threads that start together. What one throws reaches the test, and every wait for them is bounded. */
final class Crew implements AutoCloseable {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

    private static final long ENDING_MILLIS = 5_000;

    /** What a thread does. */
    interface Work {
        void run() throws Exception;
    }

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();

    Crew add(String name, Work work) {
        Thread thread = new Thread(() -> {
            try {
                gate.await();
                work.run();
            } catch (Throwable t) {
                thrown.compareAndSet(null, t);
            }
        }, name);
        thread.setDaemon(true); // a library that hangs must not keep the JVM alive
        threads.add(thread);
        thread.start();
        return this;
    }

    void go() {
        gate.countDown();
    }

    /** Called in the crew's loops: lets others run, and ends the caller when another has failed. */
    void giveWay() throws InterruptedException {
        if (Thread.interrupted() || failed()) {
            throw new InterruptedException("the run is over");
        }
        Thread.yield();
    }

    private boolean failed() {
        return thrown.get() != null;
    }

    /** Waits until all have ended, and throws what one of them threw. */
    void join() throws InterruptedException {
        go();
        long deadline = System.nanoTime() + LIMIT_NANOS;
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            if (thread.isAlive() && !failed()) {
                throw new IllegalStateException("thread '" + thread.getName() + "' did not end: "
                        + List.of(thread.getStackTrace()));
            }
        }
        if (failed()) {
            throw new IllegalStateException("a thread of the run failed", thrown.get());
        }
    }

    /** Ends those that still wait or run, after a failure. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(ENDING_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Another thread does something, and has done it when this returns. */
    static void meanwhile(Work work) {
        try (Crew crew = new Crew().add("meanwhile", work)) {
            crew.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
