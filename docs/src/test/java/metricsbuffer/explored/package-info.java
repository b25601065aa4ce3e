/**
 * All schedules of small scenarios on the buffers of the modules and of the exercises, counted; and the counts,
 * checked.
 */
package metricsbuffer.explored;
