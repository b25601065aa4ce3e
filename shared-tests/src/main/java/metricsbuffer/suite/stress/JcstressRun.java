package metricsbuffer.suite.stress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.grading.TestGrading;

/**
 * Runs jcstress in a JVM of its own, on this JVM's class path, and reads what it counted.
 *
 * <p>The one class that knows jcstress' internals (its collectors and its grading); they are not an API, and hold
 * for the version in the root POM.
 */
final class JcstressRun {

    private static final int ITERATIONS = 2;

    private final Path directory;
    private final Path console;
    private final int millis;

    /**
     * @param directory where jcstress works; it is emptied first, so that no older result is read
     * @param millis how long each iteration of each test takes
     */
    JcstressRun(Path directory, int millis) throws IOException {
        this.directory = directory;
        this.console = directory.resolve("console.txt");
        this.millis = millis;
        delete(directory);
        Files.createDirectories(directory);
    }

    /** Runs these test classes and returns what was counted, one tally for each that ran. */
    List<Tally> run(List<Class<?>> tests) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(tests)).directory(directory.toFile())
                .redirectErrorStream(true).redirectOutput(console.toFile()).start();
        try {
            await(process, limit(tests.size()));
        } finally {
            kill(process);
        }
        // Its exit code tells nothing: 1 for a forbidden outcome and for a bad option, 0 when it ran no test at all.
        return tallies();
    }

    /*
     * -sc false    one compilation of a test, not one for each pair of compilers that its actors could have
     * -jvmArgs     one set of JVM flags instead of jcstress' own choice (JDK 17 still gets two, with and without
     *              biased locking)
     * -f 1         one fork for each of these
     * -pth false   the heap is not touched before a fork begins
     * Together a second or two a test. jcstress has more to offer when it is given hours.
     */
    private List<String> command(List<Class<?>> tests) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED"); // to pin threads to CPUs; the forks inherit it
        }
        command.addAll(List.of("-Djcstress.console.printIntervalMs=1000",
                "-cp", absoluteClassPath(), Main.class.getName(),
                "-t", "^(" + String.join("|", tests.stream().map(Class::getName).toList()).replace(".", "\\.") + ")$",
                "-sc", "false", "-jvmArgs", "-XX:+UseSerialGC", "-f", "1", "-pth", "false",
                "-iters", Integer.toString(ITERATIONS), "-time", Integer.toString(millis)));
        return command;
    }

    /** jcstress works in another folder, and a class path may be relative. */
    private static String absoluteClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Ample, for slow machines, and for those with many CPUs: jcstress tries each kind of pair among them. */
    private Duration limit(int tests) {
        return Duration.ofMinutes(5).plusMillis(10L * tests * ITERATIONS * millis);
    }

    private void await(Process process, Duration limit) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!process.waitFor(10, TimeUnit.SECONDS)) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            System.out.println("jcstress, after " + seconds + " s: " + progress());
            if (seconds > limit.toSeconds()) {
                throw new AssertionError("jcstress did not end within " + limit.toSeconds() + " s; see " + console
                        + ". Does a test hang (a lock not released, a corrupted map)? -Dstress.tests finds out which.");
            }
        }
    }

    /** The last line of jcstress' own progress report. */
    private String progress() throws IOException {
        // Latin 1, because it accepts any byte: the last character may be half written.
        List<String> lines = Files.readAllLines(console, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.contains("(Results:")).toList();
        return lines.isEmpty() ? "starting" : lines.get(lines.size() - 1).strip();
    }

    /** With its forks: they would go on. */
    private static void kill(Process process) {
        List<ProcessHandle> forks = process.descendants().toList();
        process.destroyForcibly(); // first, so that it starts no other
        forks.forEach(ProcessHandle::destroyForcibly);
    }

    /** None when jcstress found nothing to run; its console says why. */
    private List<Tally> tallies() throws IOException {
        InProcessCollector collector = new InProcessCollector();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.bin.gz")) {
            for (Path file : files) {
                read(file, collector);
            }
        }
        Collection<TestResult> results = ReportUtils.mergedByName(collector.getTestResults());
        return results.stream().map(JcstressRun::tally).sorted(Comparator.comparing(Tally::test)).toList();
    }

    private static void read(Path file, InProcessCollector collector) throws IOException {
        DiskReadCollector reader = new DiskReadCollector(file.toString(), collector);
        try {
            reader.dump();
        } catch (ClassNotFoundException e) {
            throw new IOException("not a result of this version of jcstress: " + file, e);
        } finally {
            reader.close();
        }
    }

    private static Tally tally(TestResult result) {
        // Graded here, since merging does not.
        List<Tally.Outcome> outcomes = TestGrading.grade(result).gradingResults.values().stream()
                .map(grade -> new Tally.Outcome(grade.id, grade.count, grade.expect == Expect.FORBIDDEN,
                        grade.description))
                .toList();
        String trouble = result.status() == Status.NORMAL ? ""
                : result.status() + " " + result.getMessages() + " " + result.getVmErr();
        String name = result.getName();
        return new Tally(name.substring(name.lastIndexOf('.') + 1), result.getTotalCount(), outcomes, trouble);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
