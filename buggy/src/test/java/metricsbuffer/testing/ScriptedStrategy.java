package metricsbuffer.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import metricsbuffer.processing.Commit;
import metricsbuffer.processing.ProcessingStrategy;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A strategy that does as its test says, and notes how it ends among the test's events. By default it takes every
 * record and stages its offset. Confined to the consumer thread.
 */
public final class ScriptedStrategy implements ProcessingStrategy {

    private final Commit commit;
    private final List<String> events;
    public final List<Long> taken = new ArrayList<>();
    public final List<Long> skipped = new ArrayList<>();
    public final Set<TopicPartition> partitions;

    /** What happens in {@code poll}. */
    public Runnable onPoll = () -> {};
    /** What happens in {@code submit}, before the record is taken. */
    public Consumer<ConsumerRecord<byte[], byte[]>> onSubmit = record -> {};
    /** What becomes of a record that is taken: by default it is done at once. */
    public Consumer<ConsumerRecord<byte[], byte[]>> onTaken = this::done;
    /** What becomes of a record that is skipped: by default nothing. */
    public Consumer<ConsumerRecord<byte[], byte[]>> onSkip = record -> {};
    /** What {@code join} does and returns. */
    public Supplier<Boolean> onJoin = () -> true;
    /** The same, for a test that asks how long it may take. */
    public Predicate<Duration> onJoinWithin = timeout -> onJoin.get();
    /** What happens in {@code terminate}. */
    public Runnable onTerminate = () -> {};

    public ScriptedStrategy(Commit commit, Set<TopicPartition> partitions, List<String> events) {
        this.commit = commit;
        this.partitions = partitions;
        this.events = events;
    }

    @Override
    public void poll() {
        onPoll.run();
    }

    @Override
    public void submit(ConsumerRecord<byte[], byte[]> record) {
        onSubmit.accept(record);
        taken.add(record.offset());
        onTaken.accept(record);
    }

    /** Stages the offset of a record. */
    public void done(ConsumerRecord<byte[], byte[]> record) {
        commit.commit(Map.of(new TopicPartition(record.topic(), record.partition()),
                new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), "")), false);
    }

    /** Has what was staged before looked at. */
    public void lookAtStaged() {
        commit.commit(Map.of(), false);
    }

    @Override
    public void skip(ConsumerRecord<byte[], byte[]> record) {
        skipped.add(record.offset());
        onSkip.accept(record);
    }

    @Override
    public void close() {
        events.add("strategy closed");
    }

    @Override
    public boolean join(Duration timeout) {
        boolean finished = onJoinWithin.test(timeout);
        events.add("strategy joined");
        return finished;
    }

    @Override
    public void terminate() {
        events.add("strategy terminated");
        onTerminate.run();
    }
}
