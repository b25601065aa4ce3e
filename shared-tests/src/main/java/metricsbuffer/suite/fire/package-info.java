/**
 * What takes minutes, and is run on demand: the consumer as a process that is ended and killed
 * ({@link metricsbuffer.suite.fire.ProcessRules}, with the profile {@code fire}), and random traffic for as long as one
 * likes ({@link metricsbuffer.suite.fire.Soak}, with the profile {@code soak}). See docs/maintaining/under-fire.md.
 *
 * <p>Only the modules' tests and POMs refer to this package.
 */
package metricsbuffer.suite.fire;
