package metricsbuffer.metrics;

import java.util.List;
import java.util.stream.Stream;

/** A metric that the consumer records through its {@link Recorder}. */
public sealed interface ConsumerMetric permits ConsumerCounter, ConsumerTiming {

    /** All of them, each at the index that is its {@link #slot()}. */
    List<ConsumerMetric> ALL =
            Stream.<ConsumerMetric>concat(Stream.of(ConsumerCounter.values()), Stream.of(ConsumerTiming.values())).toList();

    /** The name at the backend. */
    String metricName();

    /** Its number among all metrics, from 0: the counters, then the timings. */
    int slot();

    /** Sends a total to the backend, as the kind of metric that this is. */
    void emit(Metrics metrics, long total);
}
