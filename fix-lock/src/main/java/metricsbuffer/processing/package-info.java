/** The loop that feeds records to a strategy, and what it needs: backpressure, rebalances, commits, dead letters. */
package metricsbuffer.processing;
