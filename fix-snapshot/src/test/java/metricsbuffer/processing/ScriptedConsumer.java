package metricsbuffer.processing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A consumer that does one step of a script at each poll, and ends the run when the script is over. So a test runs
 * the whole processor on its own thread. In a rebalance callback the broker does not answer, but to a commit.
 */
final class ScriptedConsumer extends MockConsumer<byte[], byte[]> {

    static final String TOPIC = "words";
    /** The leader epoch of all records. */
    static final int EPOCH = 7;

    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final List<String> events;
    final List<Map<TopicPartition, OffsetAndMetadata>> commits = new ArrayList<>();
    final List<OffsetAndMetadata> seeks = new ArrayList<>();
    final List<Long> soughtOffsets = new ArrayList<>(); // without a leader epoch or with one
    final List<Duration> pollTimeouts = new ArrayList<>();
    int wakeups;
    Runnable onCommit = () -> {};
    boolean positionsKnown; // without asking the broker
    RuntimeException commitFailure; // thrown by the next commit
    boolean rebalancing; // as long as it is, no commit is taken
    RuntimeException closeFailure;
    Duration closeTimeout; // of the last close
    boolean revokesWhenClosed; // as KafkaConsumer does
    boolean nothingCommitted; // by the group before: otherwise it has committed offset 0 of everything
    RuntimeException questionFailure; // thrown the next time that it is asked what is committed
    RuntimeException beginningFailure; // thrown the next time that it is asked where logs begin
    RuntimeException positionFailure; // thrown the next time that it is asked for a position
    int questions; // what is committed
    boolean callbackFailuresKept; // until the poll has called all callbacks, as KafkaConsumer does
    private RuntimeException keptFailure;
    private Runnable end = () -> {};
    private boolean listening = true;
    private boolean inCallback;
    private Consumer<Duration> away; // is told of each wait for the broker; null while it answers

    ScriptedConsumer(List<String> events) {
        super("earliest");
        this.events = events;
    }

    /** What to do when the script is over. */
    void atEnd(Runnable end) {
        this.end = end;
    }

    /**
     * From now on the broker does not answer.
     *
     * @param waits is told how long each request waits for it
     */
    void away(Consumer<Duration> waits) {
        away = waits;
    }

    /** Adds a step. It may rebalance, add records, or throw. */
    void step(Runnable step) {
        steps.add(step);
    }

    /** Adds a step: from now on these partitions are assigned, each from offset 0 if it is new. */
    void assign(int... partitions) {
        step(() -> rebalance(partitions(partitions)));
    }

    /** Adds as many steps in which nothing happens. */
    void nothing(int polls) {
        for (int i = 0; i < polls; i++) {
            step(() -> {});
        }
    }

    /** Adds a step: these partitions are assigned, and the processor is not told. */
    void assignSilently(int... partitions) {
        step(() -> {
            listening = false;
            rebalance(partitions(partitions));
        });
    }

    /** Adds a step: records of a partition are there to be polled. */
    void records(int partition, long... offsets) {
        step(() -> {
            for (long offset : offsets) {
                addRecord(record(partition, offset));
            }
        });
    }

    static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return new ConsumerRecord<>(TOPIC, partition, offset, ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE, 1, 1, new byte[] {1}, new byte[] {(byte) offset}, new RecordHeaders(),
                Optional.of(EPOCH));
    }

    static TopicPartition partition(int partition) {
        return new TopicPartition(TOPIC, partition);
    }

    static List<TopicPartition> partitions(int... partitions) {
        List<TopicPartition> all = new ArrayList<>();
        for (int partition : partitions) {
            all.add(partition(partition));
        }
        return all;
    }

    /** Where the group would go on in a partition, or null if nothing was committed. */
    Long committed(int partition) {
        Long committed = null;
        for (Map<TopicPartition, OffsetAndMetadata> commit : commits) {
            if (commit.containsKey(partition(partition))) {
                committed = commit.get(partition(partition)).offset();
            }
        }
        return committed;
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                if (listening) {
                    callBack(() -> listener.onPartitionsAssigned(partitions));
                }
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                callBack(() -> listener.onPartitionsRevoked(partitions));
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                callBack(() -> listener.onPartitionsLost(partitions));
            }
        });
    }

    private void callBack(Runnable callback) {
        inCallback = true;
        try {
            callback.run();
        } catch (RuntimeException e) {
            if (!callbackFailuresKept) {
                throw e;
            }
            keptFailure = e;
        } finally {
            inCallback = false;
        }
    }

    private void requireAnswer() {
        if (inCallback) {
            throw new TimeoutException("no answer while a rebalance is under way");
        }
    }

    private void waitInVain(Duration timeout) {
        if (away != null) {
            away.accept(timeout);
            throw new TimeoutException("no answer within " + timeout);
        }
    }

    @Override
    public long position(TopicPartition partition, Duration timeout) {
        waitInVain(timeout);
        return position(partition);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
        waitInVain(timeout);
        return committed(partitions);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        waitInVain(timeout);
        commitSync(offsets);
    }

    @Override
    public synchronized long position(TopicPartition partition) {
        if (!positionsKnown) {
            requireAnswer();
        }
        if (positionFailure != null) {
            RuntimeException failure = positionFailure;
            positionFailure = null;
            throw failure;
        }
        return super.position(partition);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        requireAnswer();
        questions++;
        if (questionFailure != null) {
            RuntimeException failure = questionFailure;
            questionFailure = null;
            throw failure;
        }
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        if (!nothingCommitted) {
            partitions.forEach(partition -> committed.put(partition, new OffsetAndMetadata(0)));
        }
        return committed;
    }

    @Override
    public synchronized void rebalance(Collection<TopicPartition> assignment) {
        assignment.forEach(partition -> updateBeginningOffsets(Map.of(partition, 0L)));
        super.rebalance(assignment);
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        pollTimeouts.add(timeout);
        Runnable step = steps.poll();
        if (step == null) {
            end.run();
        } else {
            step.run();
        }
        if (keptFailure != null) {
            RuntimeException failure = keptFailure;
            keptFailure = null;
            throw new KafkaException("User rebalance callback throws an error", failure);
        }
        return super.poll(timeout);
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        onCommit.run();
        if (commitFailure != null) {
            RuntimeException failure = commitFailure;
            commitFailure = null;
            throw failure;
        }
        if (rebalancing) {
            throw new RebalanceInProgressException();
        }
        super.commitSync(offsets);
        commits.add(offsets);
        events.add("committed");
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        requireAnswer();
        waitInVain(timeout);
        if (beginningFailure != null) {
            RuntimeException failure = beginningFailure;
            beginningFailure = null;
            throw failure;
        }
        return super.beginningOffsets(partitions, timeout);
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
        soughtOffsets.add(offset);
        super.seek(partition, offset);
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
        seeks.add(offset);
        soughtOffsets.add(offset.offset());
        super.seek(partition, offset);
    }

    @Override
    public synchronized void wakeup() {
        wakeups++;
        super.wakeup();
    }

    @Override
    public synchronized void close(CloseOptions options) {
        if (revokesWhenClosed) {
            rebalance(List.of());
        }
        events.add("consumer closed");
        closeTimeout = options.timeout().orElse(null);
        if (away != null) {
            away.accept(options.timeout().orElseThrow());
        }
        super.close(options);
        if (closeFailure != null) {
            throw closeFailure;
        }
    }
}
