/** What the suite's programs have in common: the demo, the tool that applies exercises. */
package metricsbuffer.suite.tool;
