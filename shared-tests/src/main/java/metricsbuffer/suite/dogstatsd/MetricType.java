package metricsbuffer.suite.dogstatsd;

/** A type of metric in the DogStatsD protocol. */
public enum MetricType {
    COUNT("c"),
    GAUGE("g"),
    HISTOGRAM("h"),
    DISTRIBUTION("d"),
    /** A time in milliseconds. */
    TIMER("ms");

    private final String symbol;

    MetricType(String symbol) {
        this.symbol = symbol;
    }

    /** The type that is written so on the wire, or null. */
    static MetricType ofSymbol(String symbol) {
        for (MetricType type : values()) {
            if (type.symbol.equals(symbol)) {
                return type;
            }
        }
        return null;
    }
}
