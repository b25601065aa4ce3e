package metricsbuffer.app;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a consumer when its JVM is told to end: asks it to, and waits until it has. A consumer that has not ended by its
 * deadline does not hold up the JVM: what it has recorded is flushed from here, and the JVM halts with
 * {@link #NOT_ENDED}. That is so when a task hangs on the consumer thread: nobody else can end it.
 */
public final class ShutdownHook extends Thread {

    /** The JVM's exit code if the consumer has not ended by its deadline. */
    public static final int NOT_ENDED = 4;

    private static final Logger log = LoggerFactory.getLogger(ShutdownHook.class);

    /** For what the consumer does without waiting when its time is over. */
    private static final Duration GRACE = Duration.ofMillis(300);
    private static final Duration FLUSH_TIMEOUT = Duration.ofMillis(300);

    private final ConsumerRuntime consumer;
    private final Thread loop;
    private final CountDownLatch ended;

    /**
     * @param loop runs the consumer; where it is if it does not end is logged
     * @param ended at zero when the JVM may end
     */
    public ShutdownHook(ConsumerRuntime consumer, Thread loop, CountDownLatch ended) {
        super("shutdown");
        this.consumer = consumer;
        this.loop = loop;
        this.ended = ended;
    }

    @Override
    public void run() {
        consumer.signalShutdown();
        if (!endedInTime()) {
            log.error("The consumer has not ended by its deadline. Its metrics are flushed beside it, and the JVM halts"
                    + " with exit code {}. Its thread:\n{}", NOT_ENDED, Arrays.stream(loop.getStackTrace())
                    .map(frame -> "    at " + frame).collect(Collectors.joining("\n")));
            consumer.flushBeside(FLUSH_TIMEOUT);
            Runtime.getRuntime().halt(NOT_ENDED);
        }
    }

    private boolean endedInTime() {
        try {
            return ended.await(consumer.untilDeadline().plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return false; // the JVM ends anyway
        }
    }
}
