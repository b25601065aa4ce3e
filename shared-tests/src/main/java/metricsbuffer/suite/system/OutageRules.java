package metricsbuffer.suite.system;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import metricsbuffer.suite.dogstatsd.DogStatsDReceiver;
import metricsbuffer.suite.kafka.EmbeddedKafka;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.port.RunningConsumer;
import metricsbuffer.suite.verdict.RuleViolation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The consumer while something that it depends on is away, and with records that nobody expects. One alone:
 * {@code mvn verify -Dit.test=OutageRulesIT -Dgroups=MB-R606}.
 *
 * <p>While the agent is away nothing can arrive, so the books are balanced against what the DogStatsD client has
 * taken; where the agent only waits, against what arrived.
 */
@Timeout(120)
public abstract class OutageRules extends StagedRules {

    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final String SEND_ERRORS = "arroyo.consumer.metrics.send_errors";
    private static final String DROPPED = "arroyo.consumer.dlq.dropped_messages";

    /** The largest record that the broker and a producer take unless they are told otherwise. */
    private static final int LARGEST_RECORD_BYTES = 1 << 20;

    @TempDir
    Path directory;

    // ---- MB-R606: outages do not end the consumer; what was recorded is handed over, what was not sent is counted

    /** The broker is away while records are done, so that their commit must wait for it. */
    @Test
    @Tag("MB-R606")
    final void r606_the_broker_stops_and_comes_back() {
        int before = 100;
        EmbeddedKafka broker = stage.moveToBrokerOfItsOwn();
        Gate task = stage.gate("the task");
        Journal journal = new Journal();
        Work work = new Work(offset -> {
            if (offset == before / 2) {
                task.pass();
            }
            return Outcome.DONE;
        });
        CommitWatch.Log commits = CommitWatch.watch(stage.group, work);
        stage.write(before);
        try (LogCapture log = new LogCapture()) {
            RunningConsumer consumer = stage.start(stage.specs().flushInterval(OFTEN)
                    .consumerConfig(CommitWatch.configuration()).build(work, journal));
            awaitOrEnd("a record is in its task", task::reached, consumer);
            broker.stop();
            task.open();
            // The records in hand are done without a broker.
            awaitOrEnd("a record is done without a broker", () -> work.finished() > before / 2, consumer);
            broker.restart();
            stage.write(before);
            awaitOrEnd("all records are done", () -> work.different() == 2 * before, consumer);
            Optional<Throwable> end = stage.shutDown(consumer, journal);
            judgeThrown(journal);
            judgeGoesOn(end);
        }
        judgeCommits(commits);
        judgeBooks(journal);
        judgeEqual("the committed offset", stage.committed(), 2 * before);
    }

    /** UDP tells nobody that there is no agent: the consumer works, and hands over what it recorded. */
    @Test
    @Tag("MB-R606")
    final void r606_no_agent_over_udp() {
        int records = 100;
        InetSocketAddress nobody;
        try (DogStatsDReceiver gone = new DogStatsDReceiver()) {
            nobody = gone.address();
        }
        Journal journal = new Journal();
        Work work = new Work(offset -> Outcome.DONE);
        stage.write(records);
        RunningConsumer consumer = stage.start(stage.specs(nobody).flushInterval(OFTEN).build(work, journal));
        awaitWork(work, records, consumer);
        consumer.signalShutdown();
        Optional<Throwable> end = stage.awaitEnd(consumer);

        judgeThrown(journal);
        judgeGoesOn(end);
        judgeHanded(journal);
        judgeEqual("the committed offset", stage.committed(), records);
    }

    /** There is no agent's socket at first; then there is one; it goes away, and comes back. */
    @Test
    @Tag("MB-R606")
    final void r606_the_agent_comes_late_goes_away_and_comes_back() {
        Journal journal = new Journal();
        Work work = new Work(offset -> Outcome.DONE);
        try (LogCapture log = new LogCapture()) {
            RunningConsumer consumer = stage.start(stage.specs(UnixDomainSocketAddress.of(socket()))
                    .flushInterval(OFTEN).build(work, journal));
            writeUntil("a send fails", failsAgain(journal), work, consumer);
            try (DogStatsDReceiver late = DogStatsDReceiver.onUnixSocket(socket())) {
                writeUntil("the agent hears", () -> late.count(RUN_COUNT) > 0, work, consumer);
            }
            writeUntil("a send fails", failsAgain(journal), work, consumer);
            Optional<Throwable> end;
            try (DogStatsDReceiver again = DogStatsDReceiver.onUnixSocket(socket())) {
                writeUntil("the agent hears again", () -> again.count(RUN_COUNT) > 0
                        && again.count(SEND_ERRORS) > 0, work, consumer);
                awaitOrEnd("all records are done", () -> work.different() == stage.written(), consumer);
                consumer.signalShutdown();
                end = stage.awaitEnd(consumer);
            }
            judgeThrown(journal);
            judgeGoesOn(end);
            judgeHanded(journal);
            judgeSaid(log, "Sending to DogStatsD failed");
            judgeSaid(log, journal.recorded(SEND_ERRORS) + " sends to DogStatsD failed");
        }
        judgeEqual("the committed offset", stage.committed(), stage.written());
    }

    /**
     * A send fails, and is counted, by the client's own thread, while the loop is in the middle of its flush.
     *
     * <pre>
     * loop      flush: some totals, a counter .............(held)............ goes on, resets
     * client                     sends the first ones: no agent; records METRICS_SEND_ERRORS
     * </pre>
     */
    @Test
    @Tag("MB-R606")
    final void r606_a_failed_send_is_counted_while_the_loop_flushes() {
        List<String> counters = BufferModule.load().counters();
        AtomicReference<Thread> loop = new AtomicReference<>();
        AtomicBoolean away = new AtomicBoolean();
        AtomicBoolean handed = new AtomicBoolean();
        Gate flush = stage.gate("the loop's flush");
        Journal journal = new Journal() {
            @Override
            public void beforeEmit(String metric, long total) {
                if (!away.get() || Thread.currentThread() != loop.get()) {
                    return;
                }
                // The client must have something that it cannot send: not every buffer emits its timings first.
                if (handed.getAndSet(true) && counters.contains(metric)) {
                    flush.pass();
                }
            }
        };
        Work work = new Work(offset -> Outcome.DONE);
        try (LogCapture log = new LogCapture()) {
            RunningConsumer consumer;
            try (DogStatsDReceiver agent = DogStatsDReceiver.onUnixSocket(socket())) {
                consumer = stage.start(stage.specs(agent.socketAddress()).flushInterval(OFTEN).build(work, journal));
                loop.set(consumer.loop());
                writeUntil("the agent hears", () -> agent.count(RUN_COUNT) > 0, work, consumer);
            }
            away.set(true);
            writeUntil("the loop flushes", flush::reached, work, consumer);
            boolean counted = Patience.waitUntil(() -> journal.recorded(SEND_ERRORS) > 0);
            boolean settled = counted && Threads.returnOrWait(journal.recorders(), consumer.loop());
            Optional<Throwable> end;
            try (DogStatsDReceiver again = DogStatsDReceiver.onUnixSocket(socket())) {
                flush.open();
                writeUntil("the agent hears again", () -> again.count(RUN_COUNT) > 0, work, consumer);
                consumer.signalShutdown();
                end = stage.awaitEnd(consumer);
            }
            if (!settled) {
                throw new RuleViolation("a failed send could not be counted while the loop's flush waited");
            }
            judgeThrown(journal);
            judgeGoesOn(end);
            judgeHanded(journal);
        }
    }

    /**
     * The agent reads nothing, and its socket is full. What waits in the client arrives when the agent reads on; a send
     * that has waited for longer than the client's 10 s, on a very slow machine, is counted.
     */
    @Test
    @Tag("MB-R606")
    final void r606_the_agent_does_not_read() {
        int records = 2_000;
        stage.moveAgentToUnixSocket();
        Journal journal = new Journal();
        Work work = new Work(offset -> Outcome.DONE);
        stage.write(records);
        stage.agent.pause();
        RunningConsumer consumer =
                stage.start(stage.specs().flushInterval(Duration.ofMillis(1)).build(work, journal));
        awaitWork(work, records, consumer);
        boolean waits = stage.agent.count(RUN_COUNT) < journal.handed(RUN_COUNT);
        stage.agent.resume();
        Optional<Throwable> end = stage.shutDown(consumer, journal);

        judgeThrown(journal);
        judgeGoesOn(end);
        if (!waits) {
            throw new IllegalStateException("the agent was to hear nothing, and heard all");
        }
        if (journal.recorded(SEND_ERRORS) == 0) {
            judgeBooks(journal);
        } else {
            judgeHanded(journal);
        }
        judgeEqual("the committed offset", stage.committed(), records);
    }

    /** Everything that a producer may write and nobody expects, each of it a poison record. */
    @Test
    @Tag("MB-R606")
    final void r606_hostile_records_go_to_the_dead_letter_topic_as_they_are() {
        List<ProducerRecord<byte[], byte[]>> hostile = hostileRecords();
        Journal journal = new Journal();
        Work work = new Work(offset -> offset < hostile.size() ? Outcome.INVALID : Outcome.DONE);
        stage.write(hostile);
        stage.write(1);
        RunningConsumer consumer =
                stage.start(stage.specs().deadLetterTopic(stage.deadLetterTopic).build(work, journal));
        awaitWork(work, hostile.size() + 1, consumer);
        Optional<Throwable> end = stage.shutDown(consumer, journal);

        judgeThrown(journal);
        judgeGoesOn(end);
        judgeBooks(journal);
        judgeCount(INVALID_COUNT, hostile.size());
        judgeCount(DROPPED, 0);
        judgeEqual("the committed offset", stage.committed(), hostile.size() + 1);
        List<ConsumerRecord<byte[], byte[]>> letters = readDeadLetters(hostile.size());
        for (int i = 0; i < hostile.size(); i++) {
            judgeDeadLetter(i, hostile.get(i), letters.get(i));
        }
    }

    /** With the headers of a dead letter a record can be too large for the topic: it is dropped, counted and said. */
    @Test
    @Tag("MB-R606")
    final void r606_a_dead_letter_that_is_too_large_is_counted_and_said() {
        byte[] value = new byte[LARGEST_RECORD_BYTES - 120];
        stage.write(List.of(new ProducerRecord<>(stage.partition.topic(), 0, null, value)));
        judgeDroppedLetter(stage.deadLetterTopic);
    }

    @Test
    @Tag("MB-R606")
    final void r606_the_dead_letter_topic_is_missing() {
        stage.write(1);
        judgeDroppedLetter("missing-" + stage.deadLetterTopic);
    }

    /** The first record is poison; the consumer tells that its letter was dropped, and goes on to the second. */
    private void judgeDroppedLetter(String deadLetterTopic) {
        Journal journal = new Journal();
        Work work = new Work(offset -> offset == 0 ? Outcome.INVALID : Outcome.DONE);
        stage.write(1);
        try (LogCapture log = new LogCapture()) {
            RunningConsumer consumer = stage.start(stage.specs().deadLetterTopic(deadLetterTopic).build(work, journal));
            awaitWork(work, 2, consumer);
            Optional<Throwable> end = stage.shutDown(consumer, journal);
            judgeThrown(journal);
            judgeGoesOn(end);
            judgeSaid(log, "Dead letter dropped: " + stage.partition + "@0");
        }
        judgeBooks(journal);
        judgeCount(DROPPED, 1);
        judgeEqual("the committed offset", stage.committed(), 2);
    }

    // ---- What is judged

    private static void judgeGoesOn(Optional<Throwable> end) {
        if (end.isPresent()) {
            throw new RuleViolation("the outage ended the consumer: " + end.get(), end.get());
        }
    }

    /** The client has taken all that was recorded: what it did with that without an agent is not the buffer's. */
    private static void judgeHanded(Journal journal) {
        List<Books.Line> differences = Books.ofHanded(journal).differences();
        if (!differences.isEmpty()) {
            throw new RuleViolation("handed to the client: " + differences);
        }
    }

    private static void judgeSaid(LogCapture log, String text) {
        if (log.events().stream().map(ILoggingEvent::getFormattedMessage).noneMatch(line -> line.contains(text))) {
            throw new RuleViolation("no line of the log says '" + text + "'; logged: " + log.events());
        }
    }

    private void judgeDeadLetter(
            int offset, ProducerRecord<byte[], byte[]> poison, ConsumerRecord<byte[], byte[]> letter) {
        Headers expected = new RecordHeaders(poison.headers());
        expected.add("dead-letter.source-topic", utf8(stage.partition.topic()));
        expected.add("dead-letter.source-partition", utf8("0"));
        expected.add("dead-letter.source-offset", utf8(Integer.toString(offset)));
        expected.add("dead-letter.reason", utf8("declared invalid by the task"));
        if (!Arrays.equals(poison.key(), letter.key()) || !Arrays.equals(poison.value(), letter.value())
                || !expected.equals(letter.headers())) {
            throw new RuleViolation("record " + offset + " is not in the dead-letter topic as it was; its headers are "
                    + letter.headers() + " and should be " + expected);
        }
    }

    // ---- What is done and waited for

    private List<ProducerRecord<byte[], byte[]>> hostileRecords() {
        byte[] plain = utf8("value");
        byte[] notUtf8 = {(byte) 0xC3, (byte) 0x28, (byte) 0xFF};
        List<Header> odd = List.of(new RecordHeader("no-value", null), new RecordHeader("twice", utf8("1")),
                new RecordHeader("twice", utf8("2")), new RecordHeader("", utf8("no key")),
                new RecordHeader("dead-letter.reason", utf8("written by someone else")),
                new RecordHeader("bytes", notUtf8));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(record(utf8("key"), null, List.of())); // a tombstone
        records.add(record(null, plain, List.of()));
        records.add(record(null, null, odd));
        records.add(record(new byte[0], new byte[0], odd));
        records.add(record(notUtf8, notUtf8, odd));
        records.add(record(utf8("large"), new byte[1_000_000], odd));
        return records;
    }

    private ProducerRecord<byte[], byte[]> record(byte[] key, byte[] value, List<Header> headers) {
        return new ProducerRecord<>(stage.partition.topic(), stage.partition.partition(), key, value, headers);
    }

    private List<ConsumerRecord<byte[], byte[]>> readDeadLetters(int expected) {
        TopicPartition topic = new TopicPartition(stage.deadLetterTopic, 0);
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stage.bootstrapServers()),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            reader.assign(List.of(topic));
            reader.seekToBeginning(List.of(topic));
            long start = System.nanoTime();
            while (letters.size() < expected && System.nanoTime() - start < Patience.LIMIT.toNanos()) {
                reader.poll(Duration.ofMillis(100)).records(topic).forEach(letters::add);
            }
        }
        judgeEqual("the number of dead letters", letters.size(), expected);
        return letters;
    }

    /** Writes one record after the other, until the condition holds, or the loop has died, which is judged later. */
    private void writeUntil(String what, BooleanSupplier condition, Work work, RunningConsumer consumer) {
        awaitOrEnd(what, () -> {
            // Not more than the consumer takes: a loop that is held must not be buried in records.
            if (work.different() == stage.written()) {
                stage.write(1);
            }
            return condition.getAsBoolean();
        }, consumer);
    }

    private static void awaitOrEnd(String what, BooleanSupplier condition, RunningConsumer consumer) {
        awaitOrFail(what, () -> condition.getAsBoolean() || !consumer.loop().isAlive(), consumer);
    }

    /** Whether one more send fails than until now. */
    private static BooleanSupplier failsAgain(Journal journal) {
        long before = journal.recorded(SEND_ERRORS);
        return () -> journal.recorded(SEND_ERRORS) > before;
    }

    private Path socket() {
        return directory.resolve("agent.socket");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
