/**
 * Forced interleavings: scenarios that stop a buffer in the middle of an emission and let another thread in.
 *
 * <p>{@link metricsbuffer.suite.rules.BufferRules} is what a module runs; its scenarios stand in an interface for each
 * group of rules. Each is told to a {@link metricsbuffer.suite.rules.Scene}, which the docs' interleavings use, too.
 * Knows {@code port}, {@code verdict} and {@code support}; no other package of the suite may use it.
 */
package metricsbuffer.suite.rules;
