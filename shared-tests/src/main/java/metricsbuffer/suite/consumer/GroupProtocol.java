package metricsbuffer.suite.consumer;

import java.util.Map;

/** The ways in which a group shares out its partitions, each as the settings of a consumer that follows it. */
enum GroupProtocol {
    /** Everyone gives up everything, and then gets its share. */
    EAGER(classic("org.apache.kafka.clients.consumer.RangeAssignor")),
    /** Only what moves is given up. */
    COOPERATIVE(classic("org.apache.kafka.clients.consumer.CooperativeStickyAssignor")),
    /** The broker shares out (KIP-848). */
    CONSUMER(Map.of("group.protocol", "consumer"));

    private final Map<String, String> configuration;

    GroupProtocol(Map<String, String> configuration) {
        this.configuration = configuration;
    }

    Map<String, String> configuration() {
        return configuration;
    }

    private static Map<String, String> classic(String assignor) {
        // Members hear of a rebalance by their heartbeat, which comes every three seconds by default.
        return Map.of("partition.assignment.strategy", assignor, "heartbeat.interval.ms", "200");
    }
}
