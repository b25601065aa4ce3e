/** A real Kafka broker inside the JVM of the test or the demo: nothing to install, nothing left behind. */
package metricsbuffer.suite.kafka;
