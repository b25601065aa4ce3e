package metricsbuffer.suite.dogstatsd;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up what arrives, per series, and keeps what could not be read. Safe for use by several threads. */
final class SeriesTotals {

    private static final BigDecimal LARGEST_COUNT = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Map<Series, Total> totals = new HashMap<>(); // guarded by this
    private final List<String> unreadable = new ArrayList<>(); // guarded by this

    /** Enters a datagram's text: one line or several. */
    synchronized void enter(String datagram) {
        for (String line : datagram.split("\n")) {
            if (!line.isEmpty()) {
                enterLine(line);
            }
        }
    }

    synchronized void enterUnreadable(String what) {
        unreadable.add(what);
    }

    synchronized Map<Series, Total> totals() {
        return Map.copyOf(totals);
    }

    synchronized List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    private void enterLine(String line) {
        try {
            Sample sample = Sample.parse(line);
            Total total = totals.getOrDefault(Series.of(sample), Total.NONE);
            for (BigDecimal value : sample.values()) {
                total = total.plus(sample.type() == MetricType.COUNT ? units(line, sample, value) : value);
            }
            if (sample.type() == MetricType.COUNT && total.sum().abs().compareTo(LARGEST_COUNT) > 0) {
                throw new UnreadableLineException(line, "the count no longer fits a long");
            }
            totals.put(Series.of(sample), total); // a line counts as a whole or not at all
        } catch (UnreadableLineException e) {
            unreadable.add(e.getMessage());
        }
    }

    /** The units that a value stands for: at a sample rate of 0.1 each is ten. */
    private static BigDecimal units(String line, Sample sample, BigDecimal value) throws UnreadableLineException {
        try {
            return new BigDecimal(value.divide(sample.rate()).toBigIntegerExact());
        } catch (ArithmeticException e) {
            throw new UnreadableLineException(line, "not a whole count");
        }
    }
}
