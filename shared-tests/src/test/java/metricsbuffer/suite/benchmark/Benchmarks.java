package metricsbuffer.suite.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.support.Folders;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs everything that is measured, one after the other, and writes the results: {@code full} to {@code docs/measured},
 * {@code short}, whose figures mean nothing, to {@code target/benchmark/measured}. Run it in {@code shared-tests}.
 */
public final class Benchmarks {

    private static final Path ROOT = Path.of("..");
    static final Path WORK = Path.of("target", "benchmark").toAbsolutePath();
    static final Path SHORT_RESULTS = WORK.resolve("measured");
    private static final String COMMAND = "mvn -Pbenchmark -pl docs";

    private final boolean full;
    private final Path target;
    private final long began = System.nanoTime();

    private Benchmarks(boolean full, Path target) {
        this.full = full;
        this.target = target;
    }

    public static void main(String[] args) throws IOException, InterruptedException, RunnerException {
        if (args.length != 1 || !List.of("full", "short").contains(args[0])) {
            System.err.println("one argument: full, or short");
            System.exit(2);
        }
        boolean full = args[0].equals("full");
        new Benchmarks(full, full ? ROOT.resolve("docs/measured") : SHORT_RESULTS).run();
    }

    private void run() throws IOException, InterruptedException, RunnerException {
        say("The benchmark, %s, on %s", full ? "about fourteen minutes" : "the short form: its figures mean nothing",
                Machine.describe("").get("machine").asText());
        Folders.delete(WORK);
        // JMH keeps its lock there: in the system's folder it would be another user's, too.
        System.setProperty("java.io.tmpdir", Files.createDirectories(WORK.resolve("tmp")).toString());
        compileModules();
        if (full) {
            suiteTimes();
        }
        stalls().write(target.resolve("stalls.json"));
        latency().write(target.resolve("latency.json"));
        delivery().write(target.resolve("delivery.json"));
        jmh(target.resolve("jmh.json"));
        say("written to %s", full ? "docs/measured" : "target/benchmark/measured");
    }

    private void compileModules() throws IOException {
        Path modules = WORK.resolve("modules");
        System.setProperty(ModuleSubject.FOLDER, modules.toString());
        List<String> names = new ArrayList<>(Modules.ALL);
        names.addAll(Subjects.EXERCISES);
        names.add(Subjects.EMITS_UNDER_LOCK);
        for (String name : names) {
            CompiledModule.of(ROOT, name, modules.resolve(name));
        }
        say("compiled %s", String.join(", ", names));
    }

    /** Not measured here, but by the build before. */
    private void suiteTimes() throws IOException {
        SuiteTimes times = new SuiteTimes(ROOT);
        if (!times.complete(Modules.ALL)) {
            say("suite times: left as they are; to take them, run %s before this", SuiteTimes.COMMAND);
            return;
        }
        Results results = new Results(Machine.describe(SuiteTimes.COMMAND));
        for (String module : Modules.ALL) {
            results.add(times.module(module));
        }
        times.firstViolations(Modules.NAIVE).forEach(results::add);
        results.write(target.resolve("suite.json"));
        say("suite times: taken from the reports of %s", SuiteTimes.COMMAND);
    }

    private static List<String> withAndWithoutStalls() {
        List<String> subjects = new ArrayList<>(Modules.FIXES);
        subjects.addAll(List.of(Subjects.EMITS_UNDER_LOCK, Stalls.NO_FLUSH));
        return subjects;
    }

    private Results stalls() throws IOException, InterruptedException {
        Results results = new Results(Machine.describe(COMMAND));
        for (String subject : withAndWithoutStalls()) {
            JsonNode result = Stalls.measure(subject, full ? 20 : 2);
            say("stalls       %-30s longest %s us", subject, median(result.get("longestWaitNanos")) / 1_000);
            results.add(result);
        }
        return results;
    }

    private Results latency() throws IOException {
        Results results = new Results(Machine.describe(COMMAND));
        for (int round = 1; round <= (full ? 3 : 1); round++) {
            for (String subject : withAndWithoutStalls()) {
                JsonNode result = Latency.measure(subject, round, full ? 4 : 1, Duration.ofMillis(full ? 1_000 : 150));
                say("latency      %-30s p99 %d us from when it was due, %d us from when it began", subject,
                        result.at("/nanosSinceDue/99.0").asLong() / 1_000,
                        result.at("/nanosSinceBegun/99.0").asLong() / 1_000);
                results.add(result);
            }
        }
        return results;
    }

    private static long median(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false).mapToLong(JsonNode::asLong).sorted()
                .skip(values.size() / 2).findFirst().orElseThrow();
    }

    private Results delivery() throws IOException {
        Results results = new Results(Machine.describe(COMMAND));
        long nanos = full ? 2_500_000_000L : 100_000_000L;
        for (long perSecond : full ? new long[] {0, 100_000} : new long[] {0}) {
            for (String fix : Modules.FIXES) {
                results.add(told(Delivery.buffered(fix, perSecond, nanos)));
            }
            for (String alone : Delivery.ALONE) {
                if (full || !alone.contains("not blocking")) { // those need seconds to settle
                    results.add(told(Delivery.alone(alone, perSecond, nanos)));
                }
            }
        }
        return results;
    }

    private JsonNode told(JsonNode result) {
        say("delivery     %-40s %d recorded, %d arrived", result.get("subject").asText(),
                result.get("recorded").asLong(), result.get("arrived").asLong());
        return result;
    }

    private void jmh(Path file) throws IOException, RunnerException {
        Results results = new Results(Machine.describe(COMMAND).put("recordsPerOperation", RecordBenchmark.CHUNK));
        List<Trial> trials = new ArrayList<>(Trial.all(full));
        int rounds = full ? 3 : 1;
        int done = 0;
        for (int round = 1; round <= rounds; round++) {
            for (Trial trial : trials) {
                RunResult run = new Runner(options(trial, round).build()).runSingle();
                results.addJmh(run, round);
                double median = run.getPrimaryResult().getStatistics().getPercentile(50);
                say("%3d of %d  %s  %8.1f ns", ++done, rounds * trials.size(), trial,
                        trial.benchmark() == RecordBenchmark.class ? median / RecordBenchmark.CHUNK : median);
            }
            Collections.reverse(trials); // a slow minute of the machine does not always hit the same ones
            results.write(file); // whoever stops it here has fewer rounds, and says so in each result
        }
    }

    private ChainedOptionsBuilder options(Trial trial, int round) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + trial.benchmark().getName() + "." + trial.method() + "$")
                .param("subject", trial.subject()).param(trial.parameter(), Integer.toString(trial.millis()))
                .threads(trial.threads()).forks(1).addProfiler(GCProfiler.class)
                .warmupIterations(full ? 2 : 1).warmupTime(TimeValue.milliseconds(full ? 400 : 50))
                .measurementIterations(full ? 2 : 1).measurementTime(TimeValue.milliseconds(full ? 300 : 50))
                .shouldFailOnError(true).verbosity(VerboseMode.SILENT)
                // Without pre-touched pages, those that allocate pay for the first use of each.
                .jvmArgs("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch",
                        full ? "-XX:+TieredCompilation" : "-XX:TieredStopAtLevel=1",
                        "-D" + ModuleSubject.FOLDER + "=" + System.getProperty(ModuleSubject.FOLDER));
        if (trial.benchmark() == RecordBenchmark.class) {
            options.param("first", Integer.toString(round));
        }
        return Runtime.version().feature() < 23 ? options
                : options.jvmArgsAppend("--sun-misc-unsafe-memory-access=allow");
    }

    private void say(String format, Object... values) {
        System.out.printf("[%4d s] %s%n", (System.nanoTime() - began) / 1_000_000_000, format.formatted(values));
    }
}
