package metricsbuffer.interleavings;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Ways to write a test of a flush that runs beside others, two of which cannot fail. See MB-F12. */
final class TestsOfARace {

    private TestsOfARace() {}

    /** Cannot fail: what a thread throws ends that thread, and {@code join} returns as ever. */
    static void theExceptionDiesInItsThread(Runnable flush) throws InterruptedException {
        Thread flusher = new Thread(flush);
        flusher.start();
        flusher.join();
    }

    /** Cannot fail: what a task throws is in its {@code Future}, and nobody asks it. */
    static void theFutureIsNotAsked(Runnable flush) throws InterruptedException {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        pool.submit(flush);
        pool.shutdown();
        if (!pool.awaitTermination(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the flush did not return");
        }
    }

    /** Can fail: by what the task throws, and by a task that does not return. */
    static void theFutureIsAsked(Runnable flush) throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<?> flushed = pool.submit(flush);
            flushed.get(20, TimeUnit.SECONDS);
        } finally {
            pool.shutdownNow();
        }
    }
}
