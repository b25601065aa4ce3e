/** What the memory model permits, shown in a program that is small enough to be read at once. */
package metricsbuffer.memory;
