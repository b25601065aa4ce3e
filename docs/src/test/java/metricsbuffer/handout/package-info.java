/** The handout for a class, made of the pages. */
package metricsbuffer.handout;
