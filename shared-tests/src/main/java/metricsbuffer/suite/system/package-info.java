/**
 * The whole consumer, on a real broker, judged by what arrives at a real UDP listener.
 *
 * <p>{@link metricsbuffer.suite.system.SystemRules} holds the scenarios; a module runs them by one subclass. A
 * {@link metricsbuffer.suite.system.Journal} sees what is recorded and emitted,
 * {@link metricsbuffer.suite.system.Gate}s hold a thread where a scenario wants it, and the
 * {@link metricsbuffer.suite.system.Books} compare.
 */
package metricsbuffer.suite.system;
