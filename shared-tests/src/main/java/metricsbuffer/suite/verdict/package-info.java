/**
 * The rules with their IDs, what a module declares of each, and the JUnit extension that judges a scenario by that and
 * writes down what it saw.
 *
 * <p>Knows nothing of buffers, and nothing else of the suite; every package that judges may use it.
 */
package metricsbuffer.suite.verdict;
