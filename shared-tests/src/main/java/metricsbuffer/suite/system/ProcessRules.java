package metricsbuffer.suite.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metricsbuffer.suite.verdict.RuleViolation;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The consumer as a process of its own, which is told to end, is killed, fails, or hangs, in the middle of traffic.
 * Only with the profile {@code fire}: {@code mvn verify -Pfire -Dit.test=ProcessRulesIT}.
 *
 * <p>No interval runs out in these processes: metrics that arrive came with the last flush, or past the buffer.
 */
@Tag("fire")
@Timeout(180)
public abstract class ProcessRules extends StagedRules {

    private static final int SIGTERM_EXIT = 128 + 15;
    private static final int SIGKILL_EXIT = 128 + 9;
    private static final int KILLS = 5;
    private static final Pattern ENDED = Pattern.compile("Ended: (\\d+) words in (\\d+) records");

    @TempDir
    Path directory;

    private Processes processes;

    @BeforeEach
    final void startNone() {
        processes = new Processes(directory.resolve("console.txt"));
    }

    @AfterEach
    final void killAll() {
        processes.close();
    }

    // ---- MB-R604: offsets are committed only for records that are done

    /** After each SIGKILL nothing is committed that was not done; in the end everything is done, at least once. */
    @Test
    @Tag("MB-R604")
    final void r604_killed_again_and_again() {
        int records = 3_000;
        long seed = System.nanoTime();
        Random random = new Random(seed);
        stage.write(records);
        for (int kill = 0; kill < KILLS; kill++) {
            int before = journal().size();
            Process process = start(0, -1, -1);
            awaitAlive("some records are done", () -> journal().size() > before + 50, process);
            Patience.letPass(Duration.ofMillis(random.nextInt(100)));
            process.destroyForcibly();
            judgeEqual("the exit code after SIGKILL", processes.awaitEnd(process), SIGKILL_EXIT);
            judgeCommittedIsDone(seed);
        }
        if (stage.committed() == 0 || stage.committed() == records) {
            throw new IllegalStateException("no kill was in the middle: committed " + stage.committed());
        }
        Process last = start(0, -1, -1);
        awaitAlive("all is committed", () -> stage.committed() == records, last);
        end(last);
        judgeCommittedIsDone(seed);
        judgeEqual("the number of different records done", new HashSet<>(journal()).size(), records);
    }

    // ---- MB-R605: the last flush happens on the failure path, too

    /** The application itself, with records of which some are no text. */
    @Test
    @Tag("MB-R605")
    final void r605_the_application_on_sigterm() {
        int records = 20_000;
        List<ProducerRecord<byte[], byte[]>> traffic = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            byte[] value = i % JournalingConsumer.INVALID_EVERY == 0 ? new byte[] {(byte) 0xFF}
                    : i % 7 == 0 ? null : "two words".getBytes(StandardCharsets.UTF_8);
            traffic.add(new ProducerRecord<>(stage.partition.topic(), 0, null, value));
        }
        stage.write(traffic);
        Process process = processes.start("metricsbuffer.app.ConsumerApp",
                "--bootstrap-servers", stage.bootstrapServers(), "--topic", stage.partition.topic(),
                "--group", stage.group, "--dead-letter-topic", stage.deadLetterTopic,
                "--dogstatsd-port", Integer.toString(stage.agent.address().getPort()),
                "--flush-interval", "1h", "--commit-interval", "20ms");
        awaitAlive("records are committed", () -> stage.committed() > 0, process);
        end(process);

        long committed = stage.committed();
        long invalid = invalidBelow(committed);
        judgeEqual("dead letters in the topic", stage.deadLetters(), invalid);
        judgeCount(INVALID_COUNT, invalid);
        judgeAtLeastOnce(RUN_COUNT);
        Matcher ended = ENDED.matcher(processes.printed());
        if (!ended.find()) {
            throw new RuleViolation("the application did not log its end; it printed:\n" + processes.printed());
        }
        judgeEqual("the records counted", Long.parseLong(ended.group(2)), committed - invalid);
    }

    @Test
    @Tag("MB-R605")
    final void r605_a_process_whose_task_throws() {
        int failing = 555;
        stage.write(1_000);
        Process process = start(0, failing, -1);
        judgeEqual("the exit code", processes.awaitEnd(process), 1);

        stage.agent.drain(Patience.LIMIT);
        judgeEqual("the committed offset", stage.committed(), failing);
        judgeCount(INVALID_COUNT, invalidBelow(failing));
        judgeAtLeastOnce(RUN_COUNT);
    }

    /** A worker never comes back: the process ends all the same, and the record is not committed. */
    @Test
    @Tag("MB-R605")
    final void r605_a_process_whose_task_hangs() {
        int hanging = 55;
        int workers = 1; // those after it wait, so nothing is done out of order
        stage.write(100);
        Process process = start(workers, -1, hanging);
        awaitAlive("the records before it are committed", () -> stage.committed() == hanging, process);
        long start = System.nanoTime();
        end(process);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);

        // Its join timeout, and 10 s for the pool.
        judgeAtMost("the seconds until the process ended", seconds, JournalingConsumer.JOIN_TIMEOUT.toSeconds() + 20);
        judgeEqual("the committed offset", stage.committed(), hanging);
        judgeCount(INVALID_COUNT, invalidBelow(hanging));
        judgeAtLeastOnce(RUN_COUNT);
    }

    // ---- What is judged

    private void judgeCommittedIsDone(long seed) {
        Set<Long> done = new HashSet<>(journal());
        long committed = stage.committed();
        for (long offset = 0; offset < committed; offset++) {
            if (!done.contains(offset)) {
                throw new RuleViolation("offset " + committed + " is committed, and record " + offset
                        + " was never done; seed " + seed);
            }
        }
    }

    private void judgeAtLeastOnce(String counter) {
        if (stage.agent.count(counter) == 0) {
            throw new RuleViolation("nothing arrived of " + counter + ": the last flush is missing");
        }
    }

    private static long invalidBelow(long offset) {
        return (offset + JournalingConsumer.INVALID_EVERY - 1) / JournalingConsumer.INVALID_EVERY;
    }

    // ---- What is done and waited for

    private Process start(int workers, long throwAt, long hangAt) {
        return processes.start(JournalingConsumer.class.getName(), stage.bootstrapServers(),
                stage.partition.topic(), stage.group, stage.deadLetterTopic,
                Integer.toString(stage.agent.address().getPort()), journalFile().toString(),
                Integer.toString(workers), Long.toString(throwAt), Long.toString(hangAt));
    }

    /** SIGTERM, and the wait for the end and for what was sent before it. */
    private void end(Process process) {
        process.destroy();
        judgeEqual("the exit code after SIGTERM", processes.awaitEnd(process), SIGTERM_EXIT);
        stage.agent.drain(Patience.LIMIT);
        stage.requireCleanWire();
    }

    private void awaitAlive(String what, BooleanSupplier condition, Process process) {
        boolean met = Patience.waitUntil(() -> condition.getAsBoolean() || !process.isAlive());
        if (!met || !process.isAlive()) {
            throw new IllegalStateException("did not happen: " + what + "; the process "
                    + (process.isAlive() ? "runs" : "has ended with " + process.exitValue()) + "; it printed:\n"
                    + processes.printed());
        }
    }

    /** The offsets done, in order, as far as their lines are complete. */
    private List<Long> journal() {
        try {
            String text = Files.exists(journalFile()) ? Files.readString(journalFile()) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Long::valueOf)
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be read", e);
        }
    }

    private Path journalFile() {
        return directory.resolve("journal.txt");
    }
}
