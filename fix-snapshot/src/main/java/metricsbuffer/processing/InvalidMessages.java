package metricsbuffer.processing;

import metricsbuffer.metrics.ConsumerCounter;
import metricsbuffer.metrics.ConsumerTiming;
import metricsbuffer.metrics.Recorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets invalid records aside: counts them and hands them to the dead-letter queue. On the consumer thread only. */
final class InvalidMessages {

    private static final Logger log = LoggerFactory.getLogger(InvalidMessages.class);

    private final DeadLetterQueue deadLetters; // null for none
    private final Recorder recorder;

    InvalidMessages(DeadLetterQueue deadLetters, Recorder recorder) {
        this.deadLetters = deadLetters;
        this.recorder = recorder;
    }

    void setAside(InvalidMessageException e) {
        log.warn("{}; {}", e.getMessage(), deadLetters == null ? "dropped" : "goes to the dead-letter queue");
        recorder.increment(ConsumerCounter.INVALID_MESSAGE_COUNT, 1);
        if (deadLetters == null) {
            return;
        }
        Timed.run(recorder, ConsumerTiming.DLQ_TIME, () -> deadLetters.produce(e.invalid(), e.reason()));
    }
}
