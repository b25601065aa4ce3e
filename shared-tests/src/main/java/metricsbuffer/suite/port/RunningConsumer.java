package metricsbuffer.suite.port;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A consumer that was started by {@link ConsumerModule#start}. */
public interface RunningConsumer {

    /** The thread that runs the loop. */
    Thread loop();

    /** The stuck detector's thread, or empty without one. */
    Optional<Thread> stuckDetector();

    /** Asks the loop to end; returns at once. */
    void signalShutdown();

    /** What the application gives to its JVM to run when that is told to end. Not started yet. */
    Thread shutdownHook();

    /**
     * Waits until everything the consumer started has ended, DogStatsD client and clock included.
     *
     * @return what the run ended with, or empty if it ended in order
     * @throws IllegalStateException if that takes longer than {@code timeout}, or if this thread is interrupted
     */
    Optional<Throwable> awaitEnd(Duration timeout);

    /** What the buffer holds: recorded and not yet emitted, by metric name. Call it when the consumer has ended. */
    Map<String, Long> pending();
}
