package metricsbuffer.suite.fire;

import static metricsbuffer.suite.rig.MetricNames.INVALID_COUNT;
import static metricsbuffer.suite.rig.MetricNames.RUN_COUNT;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metricsbuffer.suite.consumer.ConsumerRules;
import metricsbuffer.suite.support.ChildJvm;
import metricsbuffer.suite.support.Waiting;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The consumer as a process of its own, which is told to end, is killed, fails, or hangs, in the middle of traffic.
 * Only with the profile {@code fire}: {@code mvn verify -Pfire -Dit.test=ProcessRulesIT}.
 *
 * <p>No interval runs out in these processes: metrics that arrive came with the last flush, or past the buffer.
 */
@Tag("fire")
@Timeout(180)
public abstract class ProcessRules extends ConsumerRules {

    private static final int SIGTERM_EXIT = 128 + 15;
    private static final int SIGKILL_EXIT = 128 + 9;
    private static final int KILLS = 5;
    /** The join timeout, 4 s for the rest, and a second more. */
    private static final Duration SHUTDOWN_LIMIT = ConsumerProcess.JOIN_TIMEOUT.plusSeconds(5);
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(60);
    private static final Pattern ENDED = Pattern.compile("Ended: (\\d+) words in (\\d+) records");

    @TempDir
    Path directory;

    private final List<ChildJvm> started = new ArrayList<>();

    @AfterEach
    final void killAll() {
        started.forEach(ChildJvm::close);
    }

    // ---- MB-R604: offsets are committed only for records that are done

    /** After each SIGKILL nothing is committed that was not done; in the end everything is done, at least once. */
    @Test
    @Tag("MB-R604")
    final void r604KilledAgainAndAgain() throws Exception {
        int records = 3_000;
        long seed = System.nanoTime();
        Random random = new Random(seed);
        rig.write(records);
        for (int kill = 0; kill < KILLS; kill++) {
            int before = done().size();
            ChildJvm process = startConsumer();
            awaitAlive("some records are done", () -> done().size() > before + 50, process);
            Waiting.letPass(Duration.ofMillis(random.nextInt(100)));
            process.process().destroyForcibly();
            judgeEqual("the exit code after SIGKILL", awaitExit(process), SIGKILL_EXIT);
            judgeCommittedIsDone(seed);
        }
        if (rig.committed() == 0 || rig.committed() == records) {
            throw new IllegalStateException("no kill was in the middle: committed " + rig.committed());
        }
        ChildJvm last = startConsumer();
        awaitAlive("all is committed", () -> rig.committed() == records, last);
        end(last);
        judgeCommittedIsDone(seed);
        judgeEqual("the number of different records done", new HashSet<>(done()).size(), records);
    }

    // ---- MB-R605: the last flush happens on the failure path, too

    /** The application itself, with records of which some are no text. */
    @Test
    @Tag("MB-R605")
    final void r605TheApplicationOnSigterm() throws Exception {
        int records = 20_000;
        List<ProducerRecord<byte[], byte[]>> traffic = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            byte[] value = i % ConsumerProcess.INVALID_EVERY == 0 ? new byte[] {(byte) 0xFF}
                    : i % 7 == 0 ? null : "two words".getBytes(StandardCharsets.UTF_8);
            traffic.add(new ProducerRecord<>(rig.partition.topic(), 0, null, value));
        }
        rig.write(traffic);
        ChildJvm process =
                start("metricsbuffer.app.ConsumerApp", "--flush-interval", "1h", "--commit-interval", "20ms");
        awaitAlive("records are committed", () -> rig.committed() > 0, process);
        end(process);

        long committed = rig.committed();
        long invalid = invalidBelow(committed);
        judgeEqual("dead letters in the topic", rig.deadLetters(), invalid);
        judgeCount(INVALID_COUNT, invalid);
        judgeAtLeastOnce(RUN_COUNT);
        Matcher ended = ENDED.matcher(printed(process));
        judge(ended.find(), "the application did not log its end; it printed:\n" + printed(process));
        judgeEqual("the records counted", Long.parseLong(ended.group(2)), committed - invalid);
    }

    @Test
    @Tag("MB-R605")
    final void r605AProcessWhoseTaskThrows() throws Exception {
        int failing = 555;
        rig.write(1_000);
        ChildJvm process = startConsumer("--throw-at", Integer.toString(failing));
        judgeEqual("the exit code", awaitExit(process), 1);

        rig.agent().drain(Waiting.LIMIT);
        judgeEqual("the committed offset", rig.committed(), failing);
        judgeCount(INVALID_COUNT, invalidBelow(failing));
        judgeAtLeastOnce(RUN_COUNT);
    }

    /** A task never comes back: the process ends all the same, in time, and the record is not committed. */
    @ParameterizedTest(name = "{0} workers")
    @CsvSource({"0, 4", "1, 143"}) // a hung worker is left behind; a hung loop can only be halted, with a code of its own
    @Tag("MB-R605")
    final void r605AProcessWhoseTaskHangs(int workers, int exitCode) throws Exception {
        int hanging = 55;
        rig.write(100);
        // With one worker those after it wait, so nothing is done out of order.
        ChildJvm process = startConsumer("--workers", Integer.toString(workers), "--hang-at", Integer.toString(hanging));
        awaitAlive("the task hangs", () -> done().size() == hanging, process);
        long start = System.nanoTime();
        process.process().destroy();
        judgeEqual("the exit code after SIGTERM", awaitExit(process), exitCode);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        rig.agent().drain(Waiting.LIMIT);
        rig.requireCleanWire();

        judgeAtMost("the milliseconds until the process ended", millis, SHUTDOWN_LIMIT.toMillis());
        judgeAtMost("the committed offset", rig.committed(), hanging);
        judgeCommittedIsDone(0);
        judgeCount(INVALID_COUNT, invalidBelow(hanging));
        judgeAtLeastOnce(RUN_COUNT);
    }

    // ---- What is judged

    private void judgeCommittedIsDone(long seed) throws IOException {
        Set<Long> done = new HashSet<>(done());
        long committed = rig.committed();
        for (long offset = 0; offset < committed; offset++) {
            judge(done.contains(offset), "offset " + committed + " is committed, and record " + offset
                    + " was never done; seed " + seed);
        }
    }

    private void judgeAtLeastOnce(String counter) {
        judge(rig.agent().count(counter) > 0, "nothing arrived of " + counter + ": the last flush is missing");
    }

    private static long invalidBelow(long offset) {
        return (offset + ConsumerProcess.INVALID_EVERY - 1) / ConsumerProcess.INVALID_EVERY;
    }

    // ---- What is done and waited for

    /** Starts a consumer that writes to a file which records it has done. */
    private ChildJvm startConsumer(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--done", doneFile().toString()));
        arguments.addAll(List.of(more));
        return start(ConsumerProcess.class.getName(), arguments.toArray(String[]::new));
    }

    /** Starts a consumer on this scenario's rig. It logs as the application does, not as tests do. */
    private ChildJvm start(String main, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--bootstrap-servers", rig.bootstrapServers(),
                "--topic", rig.partition.topic(), "--group", rig.group, "--dead-letter-topic", rig.deadLetterTopic,
                "--dogstatsd-port", Integer.toString(rig.agent().address().getPort())));
        arguments.addAll(List.of(more));
        ChildJvm process = ChildJvm.of(main)
                .flags("-XX:TieredStopAtLevel=1", "-Xmx256m", "-Dlogback.configurationFile=logback.xml")
                .start(directory.resolve("console.txt"), arguments.toArray(String[]::new));
        started.add(process);
        return process;
    }

    /** SIGTERM, and the wait for the end and for what was sent before it. */
    private void end(ChildJvm process) throws IOException, InterruptedException {
        process.process().destroy();
        judgeEqual("the exit code after SIGTERM", awaitExit(process), SIGTERM_EXIT);
        rig.agent().drain(Waiting.LIMIT);
        rig.requireCleanWire();
    }

    private static int awaitExit(ChildJvm process) throws IOException, InterruptedException {
        if (!process.ended(EXIT_LIMIT)) {
            throw new IllegalStateException("the process has not ended within " + EXIT_LIMIT + "; it printed:\n"
                    + printed(process));
        }
        return process.exitCode();
    }

    private static void awaitAlive(String what, Callable<Boolean> condition, ChildJvm process) throws IOException {
        boolean met = Waiting.until(() -> condition.call() || !process.process().isAlive());
        if (!met || !process.process().isAlive()) {
            throw new IllegalStateException("did not happen: " + what + "; the process "
                    + (process.process().isAlive() ? "runs" : "has ended with " + process.exitCode())
                    + "; it printed:\n" + printed(process));
        }
    }

    private static String printed(ChildJvm process) throws IOException {
        return String.join("\n", process.printed());
    }

    /** The offsets done, in order, as far as their lines are complete. */
    private List<Long> done() throws IOException {
        String text = Files.exists(doneFile()) ? Files.readString(doneFile()) : "";
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Long::valueOf).toList();
    }

    private Path doneFile() {
        return directory.resolve("done.txt");
    }
}
