/**
 * The interleavings of the failure modes, played on the real buffers; pages have their tables and diagrams from here.
 */
package metricsbuffer.interleavings;
