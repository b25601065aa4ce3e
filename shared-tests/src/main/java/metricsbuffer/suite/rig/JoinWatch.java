package metricsbuffer.suite.rig;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.Configurable;

/**
 * The cooperative assignor of Kafka, which counts how often a member has asked to join its group: from then until the
 * poll that brings the answer, a rebalance is under way for it. Nothing else shows that while it keeps its partitions.
 *
 * <p>Kafka makes it by its class name, so it finds its member by the client ID.
 */
public final class JoinWatch extends CooperativeStickyAssignor implements Configurable {

    private static final ConcurrentMap<String, Integer> JOINS = new ConcurrentHashMap<>();

    private String client;

    /** The settings of a consumer that is watched. Its ID must be its own. */
    public static Map<String, String> configuration(String client) {
        return Map.of(ConsumerConfig.CLIENT_ID_CONFIG, client,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, JoinWatch.class.getName());
    }

    /** How often this consumer has asked to join. */
    public static int joins(String client) {
        return JOINS.getOrDefault(client, 0);
    }

    @Override
    public void configure(Map<String, ?> config) {
        client = String.valueOf(config.get(ConsumerConfig.CLIENT_ID_CONFIG));
    }

    /** Asked for what goes with the request to join. */
    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        JOINS.merge(client, 1, Integer::sum);
        return super.subscriptionUserData(topics);
    }
}
