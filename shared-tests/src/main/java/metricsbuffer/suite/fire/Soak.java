package metricsbuffer.suite.fire;

import static metricsbuffer.suite.rig.MetricNames.SEND_ERRORS;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import metricsbuffer.suite.dogstatsd.DogStatsDReceiver;
import metricsbuffer.suite.kafka.EmbeddedKafka;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.rig.Journal;
import metricsbuffer.suite.rig.Member;
import metricsbuffer.suite.rig.ProcessedRecords;
import metricsbuffer.suite.rig.Reconciliation;
import metricsbuffer.suite.rig.Rig;
import metricsbuffer.suite.support.ExitMark;
import metricsbuffer.suite.support.Folders;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.Expectations;
import metricsbuffer.suite.verdict.Rule;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Minutes of traffic, with stalls, members that come and go, and an agent that does, at random; at the end
 * what was recorded is held against what was handed over.
 * {@code mvn -q -Psoak -pl fix-lock -Dminutes=5 -Dseed=1}. Ends by itself: with 0 if what is found is what the module
 * declares, with 1 if not.
 *
 * <p>For the main thread only; the seed fixes what happens in which order, not how the threads meet.
 */
@Command(name = "soak", description = "Minutes of traffic at random, and a verdict.")
public final class Soak implements Callable<Integer> {

    private static final PrintStream OUT = System.out;
    private static final int PARTITIONS = 4;
    private static final int MOST_WAITING = 2_000;
    private static final Duration TURN = Duration.ofMillis(50);
    private static final Duration REPORT = Duration.ofSeconds(10);
    private static final long GROWTH_ALLOWED_BYTES = 24L << 20;
    private static final int THREADS_ALLOWED = 5;

    /** With fewer, nothing is said of memory and threads: the run was too short. */
    private static final int SOAK_REPORTS = 7;

    @Parameters(index = "0", paramLabel = "MINUTES")
    private double minutes;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SEED", description = "Default: one is drawn.")
    private long seed = System.nanoTime();

    private final Journal journal = new Journal();
    private final ProcessedRecords processed = new ProcessedRecords();
    private final List<String> findings = new ArrayList<>();
    private final List<Long> heaps = new ArrayList<>();

    private Duration length;
    private Random random;
    private Path socket;
    private Rig rig;
    private Member stays;
    private Member visits; // null while there is one member only
    private DogStatsDReceiver agent; // null while it is away
    private volatile long stalledUntil = System.nanoTime();
    /** A last flush that nobody hears fails, too, and no flush comes after it: the consumer logs these at its end. */
    private long unsentErrors;
    private int stalls;
    private int rebalances;
    private int outages;

    private Soak() {}

    public static void main(String[] args) {
        ExitMark.exit(new CommandLine(new Soak()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        ((Logger) LoggerFactory.getLogger("metricsbuffer")).setLevel(Level.OFF); // provoked here by the hundred
        Expectations declared = Expectations.load();
        length = Duration.ofSeconds(Math.round(minutes * 60));
        random = new Random(seed);
        OUT.println("soak of " + declared.module() + ": " + length.toSeconds() + " s, -Dseed=" + seed);
        Path directory = Files.createTempDirectory("soak");
        socket = directory.resolve("agent.socket");
        try (EmbeddedKafka kafka = new EmbeddedKafka(); Rig own = new Rig(kafka, PARTITIONS)) {
            rig = own;
            run();
        } finally {
            Folders.delete(directory);
        }
        boolean mayFail = declared.of(Rule.R601) == Expectations.Expectation.VIOLATED;
        findings.forEach(finding -> OUT.println("  found: " + finding));
        OUT.println("soak of " + declared.module() + ", -Dseed=" + seed + ": " + (findings.isEmpty() ? "HOLDS"
                : mayFail ? "VIOLATED, as declared" : "VIOLATED"));
        return findings.isEmpty() || mayFail ? 0 : 1;
    }

    private void run() {
        stays = start();
        agentComes();
        long begin = System.nanoTime();
        long nextEvent = begin;
        long nextReport = begin + REPORT.toNanos();
        int[] threads = {0, 0}; // the most at once in the first half, and in the second
        while (System.nanoTime() - begin < length.toNanos() && stays.loop().isAlive()) {
            if (rig.written() - processed.different() < MOST_WAITING) {
                rig.write(20 + random.nextInt(100));
            }
            Waiting.letPass(TURN);
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
        if (heaps.size() >= SOAK_REPORTS) {
            judgeMemory();
            if (threads[1] > threads[0] + THREADS_ALLOWED) {
                findings.add("threads: " + threads[0] + " at the most in the first half, " + threads[1]
                        + " in the second");
            }
        }
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
                    Waiting.letPass(Duration.ofMillis(random.nextInt(1_000)));
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
            end(visits);
            visits = null;
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
        if (!Waiting.until(() -> processed.different() == rig.written() || !stays.loop().isAlive())) {
            findings.add(processed.different() + " of " + rig.written() + " records were done; the loop, "
                    + Waiting.where(stays.loop()));
        }
        if (visits != null) {
            memberComesOrGoes();
        }
        end(stays);
        agent.close();
        journal.thrown().stream().limit(1).forEach(thrown -> findings.add(
                thrown.where() + " threw " + thrown.exception()));
        Reconciliation.ofHanded(journal).differences().stream()
                .filter(line -> !line.metric().equals(SEND_ERRORS)
                        || line.recorded() - line.delivered() != unsentErrors)
                .forEach(line -> findings.add(line.toString()));
        for (TopicPartition partition : rig.partitions) {
            if (rig.committed(partition) != rig.written(partition)) {
                findings.add(partition + ": committed " + rig.committed(partition) + " of "
                        + rig.written(partition));
            }
        }
    }

    private void end(Member member) {
        member.shutDown();
        member.end().ifPresent(failure -> findings.add("a consumer ended with " + failure));
        unsentErrors += member.pending().getOrDefault(SEND_ERRORS, 0L);
    }

    private Member start() {
        return rig.member().dogStatsD(UnixDomainSocketAddress.of(socket)).flushInterval(Duration.ofMillis(100))
                .stuckTimeout(Duration.ofMillis(1_500)).poolSize(2).deadLetterTopic(rig.deadLetterTopic)
                .journal(journal).processed(processed).task(this::process).start();
    }

    private Outcome process(long offset) {
        long stall = stalledUntil - System.nanoTime();
        if (stall > 0) {
            Waiting.letPass(Duration.ofNanos(stall));
        }
        return offset % 50 == 7 ? Outcome.INVALID : Outcome.DONE;
    }

    private void report(long begin) {
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        heaps.add(heap);
        OUT.printf("  %4d s: %d records written, %d done; %d stalls, %d rebalances, %d outages; heap %d MB,"
                        + " %d threads%n",
                Duration.ofNanos(System.nanoTime() - begin).toSeconds(), rig.written(), processed.different(), stalls,
                rebalances, outages, heap >> 20, Thread.activeCount());
    }

    /** The heap after a collection: the least of the second half may not be much above the least of the first. */
    private void judgeMemory() {
        long first = Collections.min(heaps.subList(0, heaps.size() / 2));
        long second = Collections.min(heaps.subList(heaps.size() / 2, heaps.size()));
        if (second > first + GROWTH_ALLOWED_BYTES) {
            findings.add("the heap has grown from " + (first >> 20) + " MB to " + (second >> 20) + " MB");
        }
    }
}
