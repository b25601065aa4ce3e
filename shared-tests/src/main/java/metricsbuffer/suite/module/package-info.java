/**
 * The modules of this repository as folders of sources: their list, whether they are still copies of each other, and
 * copies of them that are patched, compiled and loaded apart.
 *
 * <p>Knows {@code port} and {@code verdict}. For the modules' own tests, the benchmark and the tests of the docs;
 * nothing else of the suite knows that there are modules.
 */
package metricsbuffer.suite.module;
