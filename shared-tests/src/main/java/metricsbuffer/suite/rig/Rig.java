package metricsbuffer.suite.rig;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import metricsbuffer.suite.dogstatsd.DogStatsDReceiver;
import metricsbuffer.suite.kafka.EmbeddedKafka;
import metricsbuffer.suite.support.Waiting;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What one scenario runs on: a topic and a dead-letter topic of its own on a broker, a DogStatsD agent, and the members
 * that it starts. Closing it ends them all. For the scenario's thread only.
 */
public final class Rig implements AutoCloseable {

    private static final Duration LIMIT = Waiting.LIMIT;
    private static final Duration STRAGGLERS = Duration.ofSeconds(2);

    /** The first partition of the topic, and the only one unless the scenario asked for more. */
    public final TopicPartition partition;

    /** All partitions of the topic. */
    public final List<TopicPartition> partitions;

    public final String group;
    public final String deadLetterTopic;

    private EmbeddedKafka kafka;
    private EmbeddedKafka ownKafka; // null while on one that is not the rig's
    private DogStatsDReceiver agent = new DogStatsDReceiver();
    private final List<Member> members = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();
    private final Map<TopicPartition, Long> written = new HashMap<>();
    private KafkaProducer<byte[], byte[]> producer; // null until the first record

    /**
     * Creates the topics.
     *
     * @param kafka not closed with the rig
     * @param partitions how many partitions the topic has
     */
    public Rig(EmbeddedKafka kafka, int partitions) {
        this.kafka = kafka;
        String name = UUID.randomUUID().toString();
        String topic = "records-" + name;
        this.partitions = IntStream.range(0, partitions).mapToObj(number -> new TopicPartition(topic, number)).toList();
        this.partitions.forEach(each -> written.put(each, 0L));
        partition = this.partitions.get(0);
        deadLetterTopic = "dead-letters-" + name;
        group = "group-" + name;
        createTopics();
    }

    private void createTopics() {
        kafka.createTopic(partition.topic(), partitions.size());
        kafka.createTopic(deadLetterTopic, 1);
    }

    /** Creates a topic besides, whose partition accepts no record. */
    public void createClosedTopic(String topic) {
        kafka.createTopic(topic, 1, Map.of("max.message.bytes", "1"));
    }

    /** Moves to a broker of this rig's own, which may be stopped, and ends with it. Before any record is written. */
    public void moveTo(EmbeddedKafka own) {
        ownKafka = own;
        kafka = own;
        createTopics();
    }

    /** Has the agent listen on a Unix socket, and not on a UDP port. Before any member is started. */
    public void moveAgentToUnixSocket() {
        agent.close();
        agent = DogStatsDReceiver.onUnixSocket();
    }

    /** The agent, to which members send unless they are told otherwise. */
    public DogStatsDReceiver agent() {
        return agent;
    }

    /** To start a member on this rig's topic and agent. */
    public MemberBuilder member() {
        return new MemberBuilder(kafka.bootstrapServers(), agent.socketAddress(), partition.topic(), group,
                this::remember);
    }

    private void remember(Member started) {
        members.removeIf(member -> !member.loop().isAlive()); // a soak starts hundreds
        members.add(started);
    }

    /** A gate that is opened at the end, if the scenario did not get that far. */
    public Gate gate(String name) {
        Gate gate = new Gate(name);
        gates.add(gate);
        return gate;
    }

    /** Where the broker listens. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Writes records, to one partition after the other, and returns when the broker has them. */
    public void write(int records) {
        List<ProducerRecord<byte[], byte[]>> plain = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            TopicPartition to = partitions.get(i % partitions.size());
            byte[] value = ("record " + i).getBytes(StandardCharsets.UTF_8);
            plain.add(new ProducerRecord<>(to.topic(), to.partition(), null, value));
        }
        write(plain);
    }

    /** Writes records to one partition, and returns when the broker has them. */
    public void write(TopicPartition to, int records) {
        write(Collections.nCopies(records, new ProducerRecord<>(to.topic(), to.partition(), null, new byte[0])));
    }

    /** Writes these records, and returns when the broker has them. */
    public void write(List<ProducerRecord<byte[], byte[]>> records) {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                    new ByteArraySerializer(), new ByteArraySerializer());
        }
        records.forEach(record ->
                written.merge(new TopicPartition(record.topic(), record.partition()), 1L, Long::sum));
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        sent.forEach(Rig::get);
    }

    /** How many records were written to a partition: offsets 0 to one less. */
    public long written(TopicPartition partition) {
        return written.get(partition);
    }

    /** How many records were written. */
    public long written() {
        return written.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Waits until a member has ended and all that it sent has arrived. */
    public void awaitEnd(Member member) {
        member.awaitEnd();
        agent.drain(LIMIT);
        // The order of datagrams is sure for those of one socket only: one that the client sent can be behind.
        Waiting.until(() -> Reconciliation.of(member.journal(), agent)
                .equals(Reconciliation.ofHanded(member.journal())), STRAGGLERS);
    }

    /** Asks a member to end in order, and waits as {@link #awaitEnd} does. */
    public void shutDown(Member member) {
        member.signalShutdown();
        awaitEnd(member);
    }

    /** Has the broker delete the records of a partition below an offset: whoever is there finds itself out of range. */
    public void deleteRecords(TopicPartition partition, long below) {
        try (Admin admin = kafka.newAdmin()) {
            get(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(below))).all());
        }
    }

    /** How many records the dead-letter topic has. */
    public long deadLetters() {
        TopicPartition asked = new TopicPartition(deadLetterTopic, 0);
        try (Admin admin = kafka.newAdmin()) {
            return get(admin.listOffsets(Map.of(asked, OffsetSpec.latest())).partitionResult(asked)).offset();
        }
    }

    /** The offset that the group has committed, as the broker has it, or 0 if there is none. */
    public long committed() {
        return committed(partition);
    }

    /** The offset that the group has committed for a partition, as the broker has it, or 0 if there is none. */
    public long committed(TopicPartition partition) {
        OffsetAndMetadata offset = committedOffset(partition);
        return offset == null ? 0 : offset.offset();
    }

    /** Whether the group has committed an offset for a partition, with the leader epoch of a record. */
    public boolean hasCommittedLeaderEpoch(TopicPartition partition) {
        OffsetAndMetadata offset = committedOffset(partition);
        return offset != null && offset.leaderEpoch().isPresent();
    }

    private OffsetAndMetadata committedOffset(TopicPartition partition) {
        try (Admin admin = kafka.newAdmin()) {
            return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).get(partition);
        }
    }

    /** The group as the broker has it: its members by their IDs, each with its partitions. */
    public Map<String, Set<TopicPartition>> assignments() {
        try (Admin admin = kafka.newAdmin()) {
            return get(admin.describeConsumerGroups(List.of(group)).describedGroups().get(group)).members().stream()
                    .collect(Collectors.toMap(MemberDescription::consumerId,
                            member -> member.assignment().topicPartitions()));
        }
    }

    /** Fails if what arrived cannot be trusted: an unreadable line, or a datagram that the kernel dropped. */
    public void requireCleanWire() {
        if (!agent.unreadable().isEmpty()) {
            throw new IllegalStateException("the consumer sent what is not DogStatsD: " + agent.unreadable());
        }
        long drops = agent.kernelDrops().orElse(0);
        if (drops > 0) {
            throw new IllegalStateException("the kernel dropped " + drops
                    + " datagrams: the receive buffer is too small for this machine");
        }
    }

    /** Ends what the scenario left running because it failed, and fails if a gate was not used as intended. */
    @Override
    @SuppressWarnings("try") // closed here, and not used
    public void close() {
        try (EmbeddedKafka own = ownKafka; DogStatsDReceiver closing = agent;
                KafkaProducer<byte[], byte[]> unused = producer) {
            gates.forEach(Gate::open);
            if (own != null) {
                own.restart(); // a consumer ends in order only while there is a broker
            }
            members.forEach(Member::signalShutdown);
            members.forEach(Member::awaitEnd);
        }
        gates.forEach(Gate::requireOrderlyUse);
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker did not do what the scenario needs", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the broker", e);
        }
    }
}
