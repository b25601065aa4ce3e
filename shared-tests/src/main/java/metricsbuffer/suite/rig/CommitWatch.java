package metricsbuffer.suite.rig;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at every commit of a group, the moment the broker has taken it, and notes each record below a committed
 * offset that was not processed by then, and each commit that takes the group back.
 *
 * <p>A Kafka interceptor: the one place that sees every commit and not only the last. Kafka makes it by its class
 * name, so it finds its scenario by the consumer group.
 */
public final class CommitWatch implements ConsumerInterceptor<Object, Object> {

    private static final ConcurrentMap<String, Log> BY_GROUP = new ConcurrentHashMap<>();

    private Log log;

    /** What the watch has seen. Safe for use by several threads. */
    public static final class Log {

        private final ProcessedRecords processed;
        private final Map<TopicPartition, Long> committed = new HashMap<>(); // guarded by this
        private final List<String> violations = new ArrayList<>(); // guarded by this
        private final Map<Thread, Long> commits = new HashMap<>(); // guarded by this

        private Log(ProcessedRecords processed) {
            this.processed = processed;
        }

        private synchronized void enter(TopicPartition partition, long offset) {
            commits.merge(Thread.currentThread(), 1L, Long::sum);
            long before = committed(partition);
            if (offset < before) {
                violations.add("offset " + offset + " of " + partition + " was committed after " + before
                        + ", by thread '" + Thread.currentThread().getName() + "'");
            }
            for (long below = before; below < offset; below++) {
                if (!processed.contains(partition, below)) {
                    violations.add("offset " + offset + " of " + partition + " was committed while record " + below
                            + " was not done");
                }
            }
            committed.put(partition, offset);
        }

        /** How many commits this thread made. */
        public synchronized long commits(Thread thread) {
            return commits.getOrDefault(thread, 0L);
        }

        /** The last committed offset: the next record to read; 0 if there was none. */
        public synchronized long committed(TopicPartition partition) {
            return committed.getOrDefault(partition, 0L);
        }

        /** The commits that were not in order, each as a sentence. */
        public synchronized List<String> violations() {
            return List.copyOf(violations);
        }
    }

    /**
     * Watches the consumers of a group from now on, if their settings name this interceptor. All of its members enter
     * what they have processed in one place: that of the first is taken.
     */
    static Log watch(String group, ProcessedRecords processed) {
        return BY_GROUP.computeIfAbsent(group, first -> new Log(processed));
    }

    @Override
    public void configure(Map<String, ?> config) {
        log = BY_GROUP.get(String.valueOf(config.get(ConsumerConfig.GROUP_ID_CONFIG)));
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> log.enter(partition, offset.offset()));
    }

    @Override
    public void close() {}
}
