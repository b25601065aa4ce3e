package metricsbuffer.suite.dogstatsd;

import java.math.BigDecimal;

/**
 * What has arrived of one series. Immutable, and exact: sums are decimals.
 *
 * @param samples how many values
 * @param sum their sum; for a count each value is divided by its sample rate first
 * @param last the last one: what a gauge shows
 */
public record Total(long samples, BigDecimal sum, BigDecimal last) {

    static final Total NONE = new Total(0, BigDecimal.ZERO, BigDecimal.ZERO);

    Total plus(BigDecimal value) {
        return new Total(samples + 1, sum.add(value), value);
    }
}
