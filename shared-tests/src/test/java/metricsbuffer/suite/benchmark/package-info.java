/**
 * What the buffers cost, beside what a reader would use instead: {@code mvn -Pbenchmark -pl docs}. How to read the
 * figures is said in {@code docs/measuring.md}.
 *
 * <p>{@link metricsbuffer.suite.benchmark.Benchmarks} runs all of it: stalls, by a latch; delivery over UDP; and the
 * cost of a record and of a flush, by JMH, each trial in a JVM of its own. Modules are compiled and loaded apart, so
 * that one source measures all of them.
 */
package metricsbuffer.suite.benchmark;
