/** What the consumer measures, how it is added up, and how it gets to DogStatsD. */
package metricsbuffer.metrics;
