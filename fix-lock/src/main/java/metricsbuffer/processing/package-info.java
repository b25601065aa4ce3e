/** The loop that feeds records to a strategy, and what belongs to it: backpressure, rebalances, commits, dead letters. */
package metricsbuffer.processing;
