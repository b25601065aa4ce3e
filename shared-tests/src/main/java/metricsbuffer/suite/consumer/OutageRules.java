package metricsbuffer.suite.consumer;

import static metricsbuffer.suite.rig.MetricNames.DROPPED;
import static metricsbuffer.suite.rig.MetricNames.INVALID_COUNT;
import static metricsbuffer.suite.rig.MetricNames.RUN_COUNT;
import static metricsbuffer.suite.rig.MetricNames.SEND_ERRORS;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import metricsbuffer.suite.dogstatsd.DogStatsDReceiver;
import metricsbuffer.suite.kafka.EmbeddedKafka;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.rig.Gate;
import metricsbuffer.suite.rig.Member;
import metricsbuffer.suite.support.LogCapture;
import metricsbuffer.suite.support.Waiting;
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
 * <p>While the agent is away nothing can arrive, so what was recorded is held against what the DogStatsD client has
 * taken; where the agent only waits, against what arrived.
 */
@Timeout(120)
public abstract class OutageRules extends ConsumerRules {

    /** The largest record that the broker and a producer take unless they are told otherwise. */
    private static final int LARGEST_RECORD_BYTES = 1 << 20;

    @TempDir
    Path directory;

    // ---- MB-R606: outages do not end the consumer; what was recorded is handed over, what was not sent is counted

    /** The broker is away while records are done, so that their commit must wait for it, and a dead letter, too. */
    @Test
    @Tag("MB-R606")
    final void r606TheBrokerStopsAndComesBack() {
        int before = 100;
        EmbeddedKafka broker = new EmbeddedKafka();
        rig.moveTo(broker);
        Gate task = rig.gate("the task");
        rig.write(before);
        Member member = rig.member().deadLetterTopic(rig.deadLetterTopic).flushInterval(OFTEN).watchCommits()
                .task(offset -> {
                    if (offset == before / 2) {
                        task.pass();
                    }
                    // The first makes the producer find its topic, while there is a broker to tell.
                    return offset == 0 || offset == before / 2 ? Outcome.INVALID : Outcome.DONE;
                }).start();
        member.awaitOrDeath("a record is in its task", task::reached);
        member.awaitOrDeath("the first dead letter is delivered", () -> rig.deadLetters() == 1);
        broker.stop();
        task.open();
        // The records in hand are done without a broker.
        member.awaitProcessed(before / 2 + 1);
        broker.restart();
        rig.write(before);
        member.awaitOrDeath("all records are done", () -> member.processed().different() == 2 * before);
        rig.shutDown(member);
        judgeGoesOn(member);
        judgeCommits(member);
        judgeArrived(member);
        judgeCount(DROPPED, 0);
        judgeEqual("the number of dead letters", rig.deadLetters(), 2);
        judgeEqual("the committed offset", rig.committed(), 2 * before);
    }

    /** UDP tells nobody that there is no agent: the consumer works, and hands over what it recorded. */
    @Test
    @Tag("MB-R606")
    final void r606NoAgentOverUdp() {
        int records = 100;
        InetSocketAddress nobody;
        try (DogStatsDReceiver gone = new DogStatsDReceiver()) {
            nobody = gone.address();
        }
        rig.write(records);
        Member member = rig.member().dogStatsD(nobody).flushInterval(OFTEN).start();
        member.awaitProcessed(records);
        member.shutDown();

        judgeGoesOn(member);
        judgeHanded(member);
        judgeEqual("the committed offset", rig.committed(), records);
    }

    /** There is no agent's socket at first; then there is one; it goes away, and comes back. */
    @Test
    @Tag("MB-R606")
    final void r606TheAgentComesLateGoesAwayAndComesBack() {
        try (LogCapture log = new LogCapture()) {
            Member member = rig.member().dogStatsD(UnixDomainSocketAddress.of(socket())).flushInterval(OFTEN).start();
            writeUntil("a send fails", failsAgain(member), member);
            try (DogStatsDReceiver late = DogStatsDReceiver.onUnixSocket(socket())) {
                writeUntil("the agent hears", () -> late.count(RUN_COUNT) > 0, member);
            }
            writeUntil("a send fails", failsAgain(member), member);
            try (DogStatsDReceiver again = DogStatsDReceiver.onUnixSocket(socket())) {
                writeUntil("the agent hears again", () -> again.count(RUN_COUNT) > 0, member);
                member.awaitOrDeath("all records are done", () -> member.processed().different() == rig.written());
                member.shutDown();
                // A buffer may have lost them: then there is nothing to wait for.
                judge(Waiting.until(() -> again.count(SEND_ERRORS) > 0),
                        "sends had failed, and the agent that came back was never told how many");
            }
            judgeGoesOn(member);
            judgeHanded(member);
            judgeSaid(log, "Sending to DogStatsD failed");
            judgeSaid(log, member.journal().recorded(SEND_ERRORS) + " sends to DogStatsD failed");
        }
        judgeEqual("the committed offset", rig.committed(), rig.written());
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
    final void r606AFailedSendIsCountedWhileTheLoopFlushes() {
        List<String> counters = BufferModule.load().counters();
        AtomicReference<Thread> loop = new AtomicReference<>(); // null until the agent is away
        AtomicBoolean handed = new AtomicBoolean();
        Gate flush = rig.gate("the loop's flush");
        try (LogCapture log = new LogCapture()) {
            Member member;
            try (DogStatsDReceiver agent = DogStatsDReceiver.onUnixSocket(socket())) {
                member = rig.member().dogStatsD(agent.socketAddress()).flushInterval(OFTEN).beforeEmit(metric -> {
                    // The client must have something that it cannot send: not every buffer emits its timings first.
                    if (Thread.currentThread() == loop.get() && handed.getAndSet(true) && counters.contains(metric)) {
                        flush.pass();
                    }
                }).start();
                writeUntil("the agent hears", () -> agent.count(RUN_COUNT) > 0, member);
            }
            loop.set(member.loop());
            writeUntil("the loop flushes", flush::reached, member);
            boolean settled = Waiting.until(() -> member.journal().recorded(SEND_ERRORS) > 0)
                    && member.recordersReturnOrWait();
            try (DogStatsDReceiver again = DogStatsDReceiver.onUnixSocket(socket())) {
                flush.open();
                writeUntil("the agent hears again", () -> again.count(RUN_COUNT) > 0, member);
                member.shutDown();
            }
            judge(settled, "a failed send could not be counted while the loop's flush waited");
            judgeGoesOn(member);
            judgeHanded(member);
            judgeSaid(log, "Sending to DogStatsD failed");
        }
    }

    /**
     * The agent reads nothing, and its socket is full. What waits in the client arrives when the agent reads on; a send
     * that has waited for longer than the client's 10 s, on a very slow machine, is counted.
     */
    @Test
    @Tag("MB-R606")
    final void r606TheAgentDoesNotRead() {
        int records = 2_000;
        rig.moveAgentToUnixSocket();
        rig.write(records);
        rig.agent().pause();
        Member member = rig.member().flushInterval(Duration.ofMillis(1)).start();
        member.awaitProcessed(records);
        boolean waits = rig.agent().count(RUN_COUNT) < member.journal().handed(RUN_COUNT);
        rig.agent().resume();
        rig.shutDown(member);

        judgeGoesOn(member);
        if (!waits) {
            throw new IllegalStateException("the agent was to hear nothing, and heard all");
        }
        if (member.journal().recorded(SEND_ERRORS) == 0) {
            judgeArrived(member);
        } else {
            judgeHanded(member);
        }
        judgeEqual("the committed offset", rig.committed(), records);
    }

    /** Everything that a producer may write and nobody expects, each of it a poison record. */
    @Test
    @Tag("MB-R606")
    final void r606HostileRecordsGoToTheDeadLetterTopicAsTheyAre() {
        List<ProducerRecord<byte[], byte[]>> hostile = hostileRecords();
        rig.write(hostile);
        rig.write(1);
        Member member = rig.member().deadLetterTopic(rig.deadLetterTopic)
                .task(offset -> offset < hostile.size() ? Outcome.INVALID : Outcome.DONE).start();
        member.awaitProcessed(hostile.size() + 1);
        rig.shutDown(member);

        judgeGoesOn(member);
        judgeArrived(member);
        judgeCount(INVALID_COUNT, hostile.size());
        judgeCount(DROPPED, 0);
        judgeEqual("the committed offset", rig.committed(), hostile.size() + 1);
        List<ConsumerRecord<byte[], byte[]>> letters = readDeadLetters(hostile.size());
        for (int i = 0; i < hostile.size(); i++) {
            judgeDeadLetter(i, hostile.get(i), letters.get(i));
        }
    }

    /** With the headers of a dead letter a record can be too large for the topic: it is dropped, counted and said. */
    @Test
    @Tag("MB-R606")
    final void r606ADeadLetterThatIsTooLargeIsCountedAndSaid() {
        byte[] value = new byte[LARGEST_RECORD_BYTES - 120];
        rig.write(List.of(new ProducerRecord<>(rig.partition.topic(), 0, null, value)));
        judgeDroppedLetter(rig.deadLetterTopic);
    }

    @Test
    @Tag("MB-R606")
    final void r606TheDeadLetterTopicIsMissing() {
        rig.write(1);
        judgeDroppedLetter("missing-" + rig.deadLetterTopic);
    }

    /**
     * The first record is poison, and what cannot be delivered may be dropped: the consumer says so, and goes on to the
     * second.
     */
    private void judgeDroppedLetter(String deadLetterTopic) {
        rig.write(1);
        try (LogCapture log = new LogCapture()) {
            Member member = rig.member().deadLetterTopic(deadLetterTopic).deadLettersDropped()
                    .task(offset -> offset == 0 ? Outcome.INVALID : Outcome.DONE).start();
            member.awaitProcessed(2);
            rig.shutDown(member);
            judgeGoesOn(member);
            judgeSaid(log, "Dead letter dropped: " + rig.partition + "@0");
            judgeArrived(member);
        }
        judgeCount(DROPPED, 1);
        judgeEqual("the committed offset", rig.committed(), 2);
    }

    // ---- What is judged

    private static void judgeGoesOn(Member member) {
        judgeThrown(member);
        member.end().ifPresent(end -> {
            throw new RuleViolation("the outage ended the consumer: " + end, end);
        });
    }

    private static void judgeSaid(LogCapture log, String text) {
        judge(log.lines().stream().anyMatch(line -> line.contains(text)),
                "no line of the log says '" + text + "'; logged: " + log.lines());
    }

    private void judgeDeadLetter(
            int offset, ProducerRecord<byte[], byte[]> poison, ConsumerRecord<byte[], byte[]> letter) {
        Headers expected = new RecordHeaders(poison.headers());
        expected.add("dead-letter.source-topic", utf8(rig.partition.topic()));
        expected.add("dead-letter.source-partition", utf8("0"));
        expected.add("dead-letter.source-offset", utf8(Integer.toString(offset)));
        expected.add("dead-letter.reason", utf8("declared invalid by the task"));
        judge(Arrays.equals(poison.key(), letter.key()) && Arrays.equals(poison.value(), letter.value())
                        && expected.equals(letter.headers()),
                "record " + offset + " is not in the dead-letter topic as it was; its headers are "
                        + letter.headers() + " and should be " + expected);
    }

    // ---- What is done and waited for

    private List<ProducerRecord<byte[], byte[]>> hostileRecords() {
        byte[] notUtf8 = {(byte) 0xC3, (byte) 0x28, (byte) 0xFF};
        List<Header> odd = List.of(new RecordHeader("no-value", null), new RecordHeader("twice", utf8("1")),
                new RecordHeader("twice", utf8("2")), new RecordHeader("", utf8("no key")),
                new RecordHeader("dead-letter.reason", utf8("written by someone else")),
                new RecordHeader("bytes", notUtf8));
        return List.of(
                record(utf8("key"), null, List.of()), // a tombstone
                record(null, utf8("value"), List.of()),
                record(null, null, odd),
                record(new byte[0], new byte[0], odd),
                record(notUtf8, notUtf8, odd),
                record(utf8("large"), new byte[1_000_000], odd));
    }

    private ProducerRecord<byte[], byte[]> record(byte[] key, byte[] value, List<Header> headers) {
        return new ProducerRecord<>(rig.partition.topic(), rig.partition.partition(), key, value, headers);
    }

    private List<ConsumerRecord<byte[], byte[]>> readDeadLetters(int expected) {
        TopicPartition topic = new TopicPartition(rig.deadLetterTopic, 0);
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, rig.bootstrapServers()),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            reader.assign(List.of(topic));
            reader.seekToBeginning(List.of(topic));
            Waiting.until(() -> {
                reader.poll(Duration.ofMillis(100)).records(topic).forEach(letters::add);
                return letters.size() >= expected;
            });
        }
        judgeEqual("the number of dead letters", letters.size(), expected);
        return letters;
    }

    /** Writes one record after the other, until the condition holds, or the loop has died, which is judged later. */
    private void writeUntil(String what, BooleanSupplier condition, Member member) {
        member.awaitOrDeath(what, () -> {
            // Not more than the consumer takes: a loop that is held must not be buried in records.
            if (member.processed().different() == rig.written()) {
                rig.write(1);
            }
            return condition.getAsBoolean();
        });
    }

    private static BooleanSupplier failsAgain(Member member) {
        long before = member.journal().recorded(SEND_ERRORS);
        return () -> member.journal().recorded(SEND_ERRORS) > before;
    }

    private Path socket() {
        return directory.resolve("agent.socket");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
