/**
 * Which tool finds which mistake: the profile {@code tools} asks each tool about each buffer and writes a record, of
 * which {@code docs/tools.md} has its table.
 */
package metricsbuffer.tools;
