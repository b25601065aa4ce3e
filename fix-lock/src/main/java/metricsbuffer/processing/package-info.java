/** The loop that feeds records to a strategy, and what goes with it: backpressure, rebalances, commits, dead letters. */
package metricsbuffer.processing;
