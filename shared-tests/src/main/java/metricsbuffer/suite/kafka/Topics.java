package metricsbuffer.suite.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import metricsbuffer.suite.support.Waiting;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** Creates topics that are ready when the call returns. */
public final class Topics {

    private Topics() {}

    /**
     * Creates a topic, with the broker's default replication, and waits until every partition has a leader that
     * answers.
     *
     * <p>The answer to the creation, and that to describeTopics, come from the metadata. A producer that writes at
     * once can still meet a broker that has not opened the partition: then its sends fail, but only after two
     * minutes. A partition that tells its offsets is open.
     *
     * @param settings the topic's own, or none
     * @throws IllegalStateException if that cannot be had within 30 s
     */
    public static void create(Admin admin, String topic, int partitions, Map<String, String> settings) {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions).boxed().collect(
                Collectors.toMap(number -> new TopicPartition(topic, number), number -> OffsetSpec.latest()));
        try {
            NewTopic created = new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings);
            admin.createTopics(List.of(created)).all().get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!Waiting.until(() -> answers(admin, latest))) {
                throw new IllegalStateException("topic " + topic + " was created, but its " + partitions
                        + " partitions did not open within " + Waiting.LIMIT);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topic " + topic + " could not be created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topic " + topic, e);
        }
    }

    private static boolean answers(Admin admin, Map<TopicPartition, OffsetSpec> partitions)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            admin.listOffsets(partitions).all().get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw e;
        }
    }
}
