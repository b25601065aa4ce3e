/** The other end of the wire: a DogStatsD agent reduced to what a test asks of it, exact sums of what arrived. */
package metricsbuffer.suite.dogstatsd;
