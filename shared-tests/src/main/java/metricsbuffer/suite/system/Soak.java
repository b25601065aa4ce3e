package metricsbuffer.suite.system;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import metricsbuffer.suite.dogstatsd.DogStatsDReceiver;
import metricsbuffer.suite.kafka.EmbeddedKafka;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.port.RunningConsumer;
import metricsbuffer.suite.support.ExitMark;
import metricsbuffer.suite.verdict.Expectations;
import metricsbuffer.suite.verdict.Rule;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.LoggerFactory;

/**
 * Minutes of traffic, with stalls, members that come and go, and an agent that does, at random; at the end the books.
 * {@code mvn -q -Psoak -pl fix-lock -Dminutes=5 -Dseed=1}. Ends by itself: with 0 if what is found is what the module
 * declares, with 1 if not.
 *
 * <p>For the main thread only; the seed fixes what happens in which order, not how the threads meet.
 */
public final class Soak {

    private static final String SEND_ERRORS = "arroyo.consumer.metrics.send_errors";
    private static final int PARTITIONS = 4;
    private static final int MOST_WAITING = 2_000;
    private static final Duration TURN = Duration.ofMillis(50);
    private static final Duration REPORT = Duration.ofSeconds(10);
    private static final long GROWTH_ALLOWED_BYTES = 24L << 20;
    private static final int THREADS_ALLOWED = 5;

    /** With fewer, nothing is said of memory and threads: the run was too short. */
    private static final int SOAK_REPORTS = 7;

    private final Stage stage;
    private final Path socket;
    private final Duration length;
    private final Random random;
    private final PrintStream out;
    private final Journal journal = new Journal();
    private final Done done = new Done();
    private final List<String> findings = new ArrayList<>();
    private final List<Long> heaps = new ArrayList<>();

    private RunningConsumer stays;
    private RunningConsumer visits; // null while there is one member only
    private DogStatsDReceiver agent; // null while it is away
    private volatile long stalledUntil = System.nanoTime();
    /** A last flush that nobody hears fails, too, and no flush comes after it: the consumer logs these at its end. */
    private long unsentErrors;
    private int stalls;
    private int rebalances;
    private int outages;

    Soak(Stage stage, Path socket, Duration length, long seed, PrintStream out) {
        this.stage = stage;
        this.socket = socket;
        this.length = length;
        this.random = new Random(seed);
        this.out = out;
    }

    /** @param args minutes, and the seed; without a seed one is drawn */
    public static void main(String[] args) throws IOException {
        Duration length = Duration.ofSeconds(Math.round(Double.parseDouble(args[0]) * 60));
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        ((Logger) LoggerFactory.getLogger("metricsbuffer")).setLevel(Level.OFF); // what is provoked here by the hundred
        ExitMark.exit(soak(length, seed, System.out) ? 0 : 1);
    }

    /** Whether what was found is what the module declares. */
    static boolean soak(Duration length, long seed, PrintStream out) throws IOException {
        Expectations declared = Expectations.load();
        out.println("soak of " + declared.module() + ": " + length.toSeconds() + " s, -Dseed=" + seed);
        Path directory = Files.createTempDirectory("soak");
        List<String> findings;
        try (EmbeddedKafka kafka = new EmbeddedKafka(); Stage stage = new Stage(kafka, PARTITIONS)) {
            findings = new Soak(stage, directory.resolve("agent.socket"), length, seed, out).run();
        } finally {
            Files.delete(directory);
        }
        boolean mayFail = declared.of(Rule.R601) == Expectations.Expectation.VIOLATED;
        findings.forEach(finding -> out.println("  found: " + finding));
        out.println("soak of " + declared.module() + ", -Dseed=" + seed + ": " + (findings.isEmpty() ? "HOLDS"
                : mayFail ? "VIOLATED, as declared" : "VIOLATED"));
        return findings.isEmpty() || mayFail;
    }

    private List<String> run() {
        stays = start();
        agentComes();
        long begin = System.nanoTime();
        long nextEvent = begin;
        long nextReport = begin + REPORT.toNanos();
        int[] threads = {0, 0}; // the most at once in the first half, and in the second
        while (System.nanoTime() - begin < length.toNanos() && stays.loop().isAlive()) {
            if (stage.written() - done.different() < MOST_WAITING) {
                stage.write(20 + random.nextInt(100));
            }
            Patience.letPass(TURN);
            if (System.nanoTime() >= nextEvent) {
                event();
                nextEvent = System.nanoTime() + Duration.ofMillis(500 + random.nextInt(1_500)).toNanos();
            }
            if (System.nanoTime() >= nextReport) {
                report(begin);
                nextReport += REPORT.toNanos();
            }
            int half = System.nanoTime() - begin < length.toNanos() / 2 ? 0 : 1;
            threads[half] = Math.max(threads[half], Thread.activeCount());
        }
        end();
        report(begin);
        judgeMemory();
        if (heaps.size() >= SOAK_REPORTS && threads[1] > threads[0] + THREADS_ALLOWED) {
            findings.add("threads: " + threads[0] + " at the most in the first half, " + threads[1] + " in the second");
        }
        return findings;
    }

    private void event() {
        switch (random.nextInt(4)) {
            case 0 -> {
                stalls++;
                stalledUntil = System.nanoTime() + Duration.ofMillis(200 + random.nextInt(2_000)).toNanos();
            }
            case 1 -> memberComesOrGoes();
            case 2 -> {
                if (agent == null) {
                    agentComes();
                } else {
                    outages++;
                    agent.close();
                    agent = null;
                }
            }
            default -> {
                if (agent != null) {
                    outages++;
                    agent.pause();
                    Patience.letPass(Duration.ofMillis(random.nextInt(1_000)));
                    agent.resume();
                }
            }
        }
    }

    private void memberComesOrGoes() {
        rebalances++;
        if (visits == null) {
            visits = start();
        } else {
            RunningConsumer leaving = visits;
            visits = null;
            leaving.signalShutdown();
            judgeEnd(leaving);
        }
    }

    private void agentComes() {
        agent = DogStatsDReceiver.onUnixSocket(socket);
    }

    /** All is well again; what was written is done, and all that was recorded is handed over. */
    private void end() {
        if (agent == null) {
            agentComes();
        }
        if (!Patience.waitUntil(() -> done.different() == stage.written() || !stays.loop().isAlive())) {
            findings.add(done.different() + " of " + stage.written() + " records were done; the loop is "
                    + Threads.where(stays.loop()));
        }
        if (visits != null) {
            memberComesOrGoes();
        }
        stays.signalShutdown();
        judgeEnd(stays);
        agent.close();
        journal.thrown().stream().limit(1).forEach(thrown -> findings.add(
                Threads.whereInBuffer(thrown.exception()) + " threw " + thrown.exception()));
        Books.ofHanded(journal).differences().stream()
                .filter(line -> !line.metric().equals(SEND_ERRORS)
                        || line.recorded() - line.delivered() != unsentErrors)
                .forEach(line -> findings.add(line.toString()));
        for (TopicPartition partition : stage.partitions) {
            if (stage.committed(partition) != stage.written(partition)) {
                findings.add(partition + ": committed " + stage.committed(partition) + " of "
                        + stage.written(partition));
            }
        }
    }

    private void judgeEnd(RunningConsumer consumer) {
        Optional<Throwable> end = stage.awaitEnd(consumer);
        end.ifPresent(failure -> findings.add("a consumer ended with " + failure));
        unsentErrors += consumer.pending().getOrDefault(SEND_ERRORS, 0L);
    }

    private RunningConsumer start() {
        return stage.start(stage.specs(UnixDomainSocketAddress.of(socket)).flushInterval(Duration.ofMillis(100))
                .stuckTimeout(Duration.ofMillis(1_500)).poolSize(2).deadLetterTopic(stage.deadLetterTopic)
                .build(this::process, journal));
    }

    private Outcome process(String topic, int partition, long offset, byte[] key, byte[] value) {
        long stall = stalledUntil - System.nanoTime();
        if (stall > 0) {
            Patience.letPass(Duration.ofNanos(stall));
        }
        done.enter(partition, offset);
        return offset % 50 == 7 ? Outcome.INVALID : Outcome.DONE;
    }

    private void report(long begin) {
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        heaps.add(heap);
        out.printf("  %4d s: %d records written, %d done; %d stalls, %d rebalances, %d outages; heap %d MB,"
                        + " %d threads%n",
                Duration.ofNanos(System.nanoTime() - begin).toSeconds(), stage.written(), done.different(), stalls,
                rebalances, outages, heap >> 20, Thread.activeCount());
    }

    /** The heap after a collection: the least of the second half may not be much above the least of the first. */
    private void judgeMemory() {
        if (heaps.size() < SOAK_REPORTS) {
            return;
        }
        long first = heaps.subList(0, heaps.size() / 2).stream().mapToLong(Long::longValue).min().orElseThrow();
        long second = heaps.subList(heaps.size() / 2, heaps.size()).stream().mapToLong(Long::longValue).min()
                .orElseThrow();
        if (second > first + GROWTH_ALLOWED_BYTES) {
            findings.add("the heap has grown from " + (first >> 20) + " MB to " + (second >> 20) + " MB");
        }
    }

    /** Which records were done: a bit for each, so that the soak itself does not fill the heap. */
    private static final class Done {

        private final Map<Integer, BitSet> offsets = new HashMap<>(); // guarded by this

        synchronized void enter(int partition, long offset) {
            offsets.computeIfAbsent(partition, none -> new BitSet()).set((int) offset);
        }

        synchronized long different() {
            return offsets.values().stream().mapToLong(BitSet::cardinality).sum();
        }
    }
}
