package metricsbuffer.testing;

import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Recorder;

/**
 * Records, and refuses one timing from the moment that the test says so. As safe for use by several threads as the
 * recorder behind it.
 */
public final class FailingTiming implements Recorder {

    private final Recorder recorder;
    private final ConsumerTiming refused;
    private volatile RuntimeException failure; // null until it refuses

    public FailingTiming(Recorder recorder, ConsumerTiming refused) {
        this.recorder = recorder;
        this.refused = refused;
    }

    /** From now on it throws this. */
    public void failWith(RuntimeException failure) {
        this.failure = failure;
    }

    @Override
    public void increment(ConsumerCounter counter, long amount) {
        recorder.increment(counter, amount);
    }

    @Override
    public void time(ConsumerTiming timing, long nanos) {
        if (timing == refused && failure != null) {
            throw failure;
        }
        recorder.time(timing, nanos);
    }

    @Override
    public void flush() {
        recorder.flush();
    }
}
