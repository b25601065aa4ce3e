package metricsbuffer.suite.dogstatsd;

import java.util.Arrays;
import java.util.Optional;

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

    /** The type that is written so on the wire. */
    static Optional<MetricType> ofSymbol(String symbol) {
        return Arrays.stream(values()).filter(type -> type.symbol.equals(symbol)).findFirst();
    }
}
