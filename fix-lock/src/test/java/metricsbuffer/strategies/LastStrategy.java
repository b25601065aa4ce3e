package metricsbuffer.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import metricsbuffer.metrics.Metrics;
import metricsbuffer.processing.ProcessingStrategy;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The end of a chain, which does as a scenario says before it hands a record to {@link CommitOffsets}. Confined to one
 * thread.
 */
final class LastStrategy implements ProcessingStrategy {

    private static final TopicPartition PARTITION = new TopicPartition("words", 0);

    /** What has arrived, in order: an offset, or "skipped" and an offset. */
    final List<String> arrived = new ArrayList<>();
    /** Records that are taken and not done, until they are skipped. */
    final Set<Long> keptBack = new HashSet<>();
    int closed;
    boolean joined;
    boolean terminated;
    long committed; // of partition 0

    Consumer<ConsumerRecord<byte[], byte[]>> onSubmit = record -> {};
    Runnable onPoll = () -> {};
    BooleanSupplier onJoin = () -> true;

    private final Map<Long, Integer> offers = new HashMap<>();
    private final ProcessingStrategy commitOffsets = new CommitOffsets(
            (offsets, force) -> offsets.forEach((partition, next) -> {
                if (partition.equals(PARTITION)) {
                    assertThat(next.offset()).as("the offset that is staged").isEqualTo(committed + 1);
                    committed = next.offset();
                }
            }), Metrics.NONE);

    /** How often a record was offered to it. */
    int offers(ConsumerRecord<?, ?> record) {
        return offers.getOrDefault(record.offset(), 0);
    }

    @Override
    public void poll() {
        onPoll.run();
        commitOffsets.poll();
    }

    @Override
    public void submit(ConsumerRecord<byte[], byte[]> record) {
        assertThat(closed).as("closed").isZero();
        offers.merge(record.offset(), 1, Integer::sum);
        onSubmit.accept(record);
        if (!keptBack.contains(record.offset())) {
            arrived.add(Long.toString(record.offset()));
            commitOffsets.submit(record);
        }
    }

    @Override
    public void skip(ConsumerRecord<byte[], byte[]> record) {
        keptBack.remove(record.offset());
        arrived.add("skipped " + record.offset());
        commitOffsets.skip(record);
    }

    @Override
    public void close() {
        closed++;
        commitOffsets.close();
    }

    @Override
    public boolean join(Duration timeout) {
        joined = true;
        return onJoin.getAsBoolean() & commitOffsets.join(timeout);
    }

    @Override
    public void terminate() {
        terminated = true;
        commitOffsets.terminate();
    }
}
