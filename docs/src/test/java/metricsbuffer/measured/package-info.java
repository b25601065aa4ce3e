/** What the benchmark has measured, as tables and plots for the pages. */
package metricsbuffer.measured;
