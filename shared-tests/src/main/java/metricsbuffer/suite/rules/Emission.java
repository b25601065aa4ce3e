package metricsbuffer.suite.rules;

/**
 * One total, as the sink was offered it.
 *
 * @param number which offer of the scenario, from 1
 * @param metric the metric
 * @param total units of a counter, nanoseconds of a timing
 */
public record Emission(int number, Metric metric, long total) {}
