/**
 * The verdict table, modules by rules, as text and as a page. Its last class is the last test of a full build.
 */
package metricsbuffer.verdicts;
