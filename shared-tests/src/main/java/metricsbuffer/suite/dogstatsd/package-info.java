/**
 * The other end of the wire: a DogStatsD agent reduced to what a test asks of it, exact sums of what arrived. Knows
 * nothing of the suite but {@code support}, and any test may import it.
 */
package metricsbuffer.suite.dogstatsd;
