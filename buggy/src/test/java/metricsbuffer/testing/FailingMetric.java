package metricsbuffer.testing;

import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.ConsumerMetric;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Recorder;

/** Records, and refuses one metric. As safe for use by several threads as the recorder behind it. */
public final class FailingMetric implements Recorder {

    private final Recorder recorder;
    private final ConsumerMetric refused;
    private volatile RuntimeException failure; // null until it refuses

    /** Refuses from the moment that {@link #failWith} says so. */
    public FailingMetric(Recorder recorder, ConsumerMetric refused) {
        this(recorder, refused, null);
    }

    public FailingMetric(Recorder recorder, ConsumerMetric refused, RuntimeException failure) {
        this.recorder = recorder;
        this.refused = refused;
        this.failure = failure;
    }

    /** From now on it throws this. */
    public void failWith(RuntimeException failure) {
        this.failure = failure;
    }

    @Override
    public void increment(ConsumerCounter counter, long amount) {
        refuse(counter);
        recorder.increment(counter, amount);
    }

    @Override
    public void time(ConsumerTiming timing, long nanos) {
        refuse(timing);
        recorder.time(timing, nanos);
    }

    @Override
    public void flush() {
        recorder.flush();
    }

    private void refuse(ConsumerMetric metric) {
        if (metric == refused && failure != null) {
            throw failure;
        }
    }
}
