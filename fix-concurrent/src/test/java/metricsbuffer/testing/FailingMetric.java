package metricsbuffer.testing;

import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.ConsumerMetric;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Recorder;

/** Records, but for one metric. As safe for use by several threads as the recorder behind it. */
public record FailingMetric(Recorder recorder, ConsumerMetric refused, RuntimeException failure) implements Recorder {

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
        if (metric == refused) {
            throw failure;
        }
    }
}
