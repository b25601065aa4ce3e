package metricsbuffer.metrics;

/**
 * The metrics backend, as the consumer sees it: what {@link MetricsBuffer} flushes to, and what the few
 * values that are never buffered are sent through.
 *
 * <p>Implementations are safe for use by several threads. A method that throws has not taken the value.
 */
public interface Metrics {

    /** A backend that drops everything: the default of a consumer that is given none. */
    Metrics NONE = new Metrics() {
        @Override
        public void increment(String name, long amount, String... tags) {}

        @Override
        public void gauge(String name, double value, String... tags) {}

        @Override
        public void timing(String name, long nanos, String... tags) {}
    };

    /** Adds {@code amount} to the counter {@code name}. */
    void increment(String name, long amount, String... tags);

    /** Sets the gauge {@code name}. */
    void gauge(String name, double value, String... tags);

    /** Reports a time span in nanoseconds. A backend that counts in milliseconds must keep the fraction. */
    void timing(String name, long nanos, String... tags);
}
