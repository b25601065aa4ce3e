package metricsbuffer.testing;

import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Recorder;

/** Records, and fails to flush. As safe for use by several threads as the recorder behind it. */
public record FailingFlush(Recorder recorder) implements Recorder {

    @Override
    public void increment(ConsumerCounter counter, long amount) {
        recorder.increment(counter, amount);
    }

    @Override
    public void time(ConsumerTiming timing, long nanos) {
        recorder.time(timing, nanos);
    }

    @Override
    public void flush() {
        throw new IllegalStateException("the backend refuses");
    }
}
