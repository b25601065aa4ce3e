package metricsbuffer.processing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.Recorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports a loop that does not turn: when it has not for longer than the timeout, logs the stacks of all threads,
 * once until it turns again, and sends the metrics that the loop cannot send now. From the start to
 * {@link #close}, a long shutdown included.
 *
 * <p>Runs on a daemon thread of its own. {@link #turned()} is for the consumer thread; the other methods are for
 * the one that owns the detector.
 */
final class StuckDetector {

    private static final Logger log = LoggerFactory.getLogger(StuckDetector.class);

    private final long timeoutNanos;
    private final Recorder recorder;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long lastTurn;

    StuckDetector(Duration timeout, Recorder recorder) {
        this.timeoutNanos = timeout.toNanos();
        this.recorder = recorder;
        this.thread = new Thread(this::watch, "stuck-detector");
        this.thread.setDaemon(true);
    }

    void start() {
        turned();
        thread.start();
    }

    /** The loop turns. */
    void turned() {
        lastTurn = System.nanoTime();
    }

    Thread thread() {
        return thread;
    }

    /**
     * Ends the watch, and waits for a report that is under way.
     *
     * @param timeout for how long at the most: a report flushes, and may wait for the agent
     */
    void close(Duration timeout) {
        closed.countDown();
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, timeout.toNanos());
            if (thread.isAlive()) {
                log.error("The stuck detector has not ended within {} ms: its report waits", timeout.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        long watched = lastTurn;
        boolean reported = false;
        long wait = timeoutNanos;
        while (!closedWithin(wait)) {
            long turn = lastTurn;
            if (turn != watched) {
                watched = turn;
                reported = false;
            }
            long overdue = System.nanoTime() - turn - timeoutNanos;
            if (overdue > 0 && !reported) {
                report();
                reported = true;
            }
            // After a report a whole timeout: no turn made since can be overdue before that.
            wait = reported ? timeoutNanos : 1 - overdue;
        }
    }

    private void report() {
        try {
            log.warn("The consumer loop has not turned for more than {} ms. All threads:\n{}",
                    TimeUnit.NANOSECONDS.toMillis(timeoutNanos), stacks());
            recorder.increment(ConsumerCounter.STUCK, 1);
            recorder.flush();
        } catch (Throwable e) { // an Error would end the detector, and nobody would know
            log.error("The stuck consumer's metrics could not be sent; the detector goes on", e);
        }
    }

    private static String stacks() {
        StringBuilder stacks = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
            Thread thread = entry.getKey();
            stacks.append('"').append(thread.getName()).append("\" ").append(thread.getState()).append('\n');
            for (StackTraceElement frame : entry.getValue()) {
                stacks.append("    at ").append(frame).append('\n');
            }
        }
        return stacks.toString();
    }

    private boolean closedWithin(long nanos) {
        try {
            return closed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
