/** What can be done with records: steps that are put together into a chain, the last of which commits offsets. */
package metricsbuffer.strategies;
