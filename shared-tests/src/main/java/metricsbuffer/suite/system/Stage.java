package metricsbuffer.suite.system;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import metricsbuffer.suite.dogstatsd.DogStatsDReceiver;
import metricsbuffer.suite.kafka.EmbeddedKafka;
import metricsbuffer.suite.port.ConsumerModule;
import metricsbuffer.suite.port.ConsumerSpec;
import metricsbuffer.suite.port.RunningConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What one scenario runs on: a topic and a dead-letter topic of its own on the shared broker, a DogStatsD agent, and
 * the consumers that it starts. Closing it ends them all. For the scenario's thread only.
 */
final class Stage implements AutoCloseable {

    private static final Duration LIMIT = Patience.LIMIT;
    private static final Duration STRAGGLERS = Duration.ofSeconds(2);

    /** The first partition of the topic, and the only one unless the scenario asked for more. */
    final TopicPartition partition;

    /** All partitions of the topic. */
    final List<TopicPartition> partitions = new ArrayList<>();

    final String group;
    final String deadLetterTopic;
    DogStatsDReceiver agent = new DogStatsDReceiver();

    private EmbeddedKafka kafka;
    private EmbeddedKafka ownKafka; // null while on the shared one
    private final List<RunningConsumer> running = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();
    private final Map<TopicPartition, Long> written = new HashMap<>();
    private KafkaProducer<byte[], byte[]> producer; // null until the first record

    Stage(EmbeddedKafka kafka) {
        this(kafka, 1);
    }

    /** @param partitions how many partitions the topic has */
    Stage(EmbeddedKafka kafka, int partitions) {
        this.kafka = kafka;
        String name = UUID.randomUUID().toString();
        String topic = "records-" + name;
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new TopicPartition(topic, i));
            written.put(new TopicPartition(topic, i), 0L);
        }
        partition = this.partitions.get(0);
        deadLetterTopic = "dead-letters-" + name;
        group = "group-" + name;
        createTopics();
    }

    private void createTopics() {
        kafka.createTopic(partition.topic(), partitions.size());
        kafka.createTopic(deadLetterTopic, 1);
    }

    /** A broker of this stage's own, which may be stopped. Before any record is written. */
    EmbeddedKafka moveToBrokerOfItsOwn() {
        ownKafka = new EmbeddedKafka();
        kafka = ownKafka;
        createTopics();
        return ownKafka;
    }

    /** Has the agent listen on a Unix socket, and not on a UDP port. Before any consumer is started. */
    void moveAgentToUnixSocket() {
        agent.close();
        agent = DogStatsDReceiver.onUnixSocket();
    }

    /** Specs for this stage's topic and agent. */
    Specs specs() {
        return specs(agent.socketAddress());
    }

    /** Specs for this stage's topic and an agent of the scenario's own. */
    Specs specs(SocketAddress dogStatsD) {
        return new Specs(kafka.bootstrapServers(), dogStatsD).topic(partition.topic(), group);
    }

    /** A gate that is opened at the end, if the scenario did not get that far. */
    Gate gate(String name) {
        Gate gate = new Gate(name);
        gates.add(gate);
        return gate;
    }

    /** Where the broker listens. */
    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Writes records, to one partition after the other, and returns when the broker has them. */
    void write(int records) {
        List<ProducerRecord<byte[], byte[]>> plain = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            TopicPartition to = partitions.get(i % partitions.size());
            byte[] value = ("record " + i).getBytes(StandardCharsets.UTF_8);
            plain.add(new ProducerRecord<>(to.topic(), to.partition(), null, value));
        }
        write(plain);
    }

    /** Writes these records, and returns when the broker has them. */
    void write(List<ProducerRecord<byte[], byte[]>> records) {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                    new ByteArraySerializer(), new ByteArraySerializer());
        }
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            sent.add(producer.send(record));
            written.merge(new TopicPartition(record.topic(), record.partition()), 1L, Long::sum);
        }
        for (Future<RecordMetadata> future : sent) {
            get(future);
        }
    }

    /** How many records were written to a partition: offsets 0 to one less. */
    long written(TopicPartition partition) {
        return written.get(partition);
    }

    /** How many records were written. */
    long written() {
        return written.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Starts a consumer. */
    RunningConsumer start(ConsumerSpec spec) {
        RunningConsumer consumer = ConsumerModule.load().start(spec);
        running.add(consumer);
        return consumer;
    }

    /**
     * Waits until a consumer has ended and all that it sent has arrived.
     *
     * @return what its run ended with, or empty
     */
    Optional<Throwable> awaitEnd(RunningConsumer consumer, Journal journal) {
        Optional<Throwable> end = awaitEnd(consumer);
        agent.drain(LIMIT);
        // The order of datagrams is sure for those of one socket only: one that the client sent can be behind.
        Patience.waitUntil(() -> Books.of(journal, agent).delivers(Books.ofHanded(journal)), STRAGGLERS);
        return end;
    }

    /** Waits until a consumer has ended, whoever heard it. */
    Optional<Throwable> awaitEnd(RunningConsumer consumer) {
        running.remove(consumer);
        try {
            return consumer.awaitEnd(LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the consumer to end", e);
        }
    }

    /** Asks a consumer to end in order, and waits as {@link #awaitEnd} does. */
    Optional<Throwable> shutDown(RunningConsumer consumer, Journal journal) {
        consumer.signalShutdown();
        return awaitEnd(consumer, journal);
    }

    /** How many records the dead-letter topic has. */
    long deadLetters() {
        TopicPartition asked = new TopicPartition(deadLetterTopic, 0);
        try (Admin admin = kafka.newAdmin()) {
            return get(admin.listOffsets(Map.of(asked, OffsetSpec.latest())).partitionResult(asked)).offset();
        }
    }

    /** The offset that the group has committed, as the broker has it, or 0 if there is none. */
    long committed() {
        return committed(partition);
    }

    /** The offset that the group has committed for a partition, as the broker has it, or 0 if there is none. */
    long committed(TopicPartition partition) {
        try (Admin admin = kafka.newAdmin()) {
            OffsetAndMetadata offset =
                    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).get(partition);
            return offset == null ? 0 : offset.offset();
        }
    }

    /** The group as the broker has it: its members by their IDs, each with its partitions. */
    Map<String, Set<TopicPartition>> members() {
        try (Admin admin = kafka.newAdmin()) {
            return get(admin.describeConsumerGroups(List.of(group)).describedGroups().get(group)).members().stream()
                    .collect(Collectors.toMap(MemberDescription::consumerId,
                            member -> member.assignment().topicPartitions()));
        }
    }

    /** Fails if what arrived cannot be trusted: an unreadable line, or a datagram that the kernel dropped. */
    void requireCleanWire() {
        if (!agent.unreadable().isEmpty()) {
            throw new IllegalStateException("the consumer sent what is not DogStatsD: " + agent.unreadable());
        }
        OptionalLong drops = agent.kernelDrops();
        if (drops.orElse(0) > 0) {
            throw new IllegalStateException("the kernel dropped " + drops.getAsLong()
                    + " datagrams: the receive buffer is too small for this machine");
        }
    }

    /** Ends what the scenario left running because it failed, and fails if a gate was not used as intended. */
    @Override
    public void close() {
        try (EmbeddedKafka own = ownKafka; DogStatsDReceiver closing = agent;
                KafkaProducer<byte[], byte[]> unused = producer) {
            gates.forEach(Gate::open);
            if (own != null) {
                own.restart(); // a consumer ends in order only while there is a broker
            }
            running.forEach(RunningConsumer::signalShutdown);
            for (RunningConsumer consumer : running) {
                consumer.awaitEnd(LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
