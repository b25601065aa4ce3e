package metricsbuffer.suite.dogstatsd;

import java.util.SortedSet;

/** What an agent keeps apart: the same name with other tags, or as another type, is another series. */
public record Series(String name, MetricType type, SortedSet<String> tags) {

    static Series of(Sample sample) {
        return new Series(sample.name(), sample.type(), sample.tags());
    }
}
