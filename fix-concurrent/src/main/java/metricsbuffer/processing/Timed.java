package metricsbuffer.processing;

import java.util.function.Supplier;
import metricsbuffer.Attempts;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Recorder;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Runs a step and records how long it took, whatever became of it. If both the step and the recorder throw, the first
 * failure is the step's, with the recorder's suppressed in it. A finally would hide the step's.
 *
 * <p>But not all that a step throws is a failure: after a {@link MessageRejectedException}, an {@link
 * InvalidMessageException}, and, out of a poll of the consumer, a wakeup or an error of Kafka's that can be tried
 * again, the loop goes on. It does not go on after a failure of the recorder. So that one comes first then, with what
 * the step threw suppressed in it.
 *
 * <p>Any thread may call it.
 */
public final class Timed {

    private Timed() {}

    /** For a step that returns nothing. */
    public static void run(Recorder recorder, ConsumerTiming timing, Runnable step) {
        get(recorder, timing, () -> {
            step.run();
            return null;
        });
    }

    /** For a step that returns something: that is returned. */
    public static <T> T get(Recorder recorder, ConsumerTiming timing, Supplier<T> step) {
        long start = System.nanoTime();
        Attempts attempts = new Attempts();
        T result = null;
        RuntimeException answer = null; // after which the loop goes on
        try {
            result = step.get();
        } catch (MessageRejectedException | InvalidMessageException e) {
            answer = e;
        } catch (WakeupException | RetriableException e) {
            if (timing == ConsumerTiming.POLL_TIME) {
                answer = e;
            } else {
                attempts.failed(e);
            }
        } catch (Throwable e) {
            attempts.failed(e);
        }
        attempts.run(() -> recorder.time(timing, System.nanoTime() - start));
        if (answer != null) {
            attempts.failed(answer);
        }
        attempts.throwFirstFailure();
        return result;
    }
}
