/**
 * A real Kafka broker inside the JVM of the test or the demo: nothing to install, nothing left behind. Knows nothing of
 * the suite but {@code support}, and any test may import it.
 */
package metricsbuffer.suite.kafka;
