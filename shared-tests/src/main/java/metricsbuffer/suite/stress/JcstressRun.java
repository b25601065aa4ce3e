package metricsbuffer.suite.stress;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import metricsbuffer.suite.stress.OutcomeCounts.Outcome;
import metricsbuffer.suite.support.ChildJvm;
import metricsbuffer.suite.support.Folders;
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
    private static final Pattern RESULTS = Pattern.compile("\\(Results: (\\d+) planned; (\\d+) passed, (\\d+) failed,"
            + " (\\d+) soft errs, (\\d+) hard errs\\)");

    private final Path directory;
    private final int millis;

    /**
     * @param directory where jcstress works; it is emptied first, so that no older result is read
     * @param millis how long each iteration of each test takes
     */
    JcstressRun(Path directory, int millis) throws IOException {
        this.directory = Folders.emptied(directory);
        this.millis = millis;
    }

    /** Runs these test classes and returns what was counted in each that ran. */
    List<OutcomeCounts> run(List<Class<?>> tests) throws IOException, InterruptedException {
        Path console = directory.resolve("console.txt");
        Duration limit = limit(tests.size());
        try (ChildJvm jcstress = ChildJvm.of(Main.class).flags("-Djcstress.console.printIntervalMs=1000")
                .before(ownTests()).in(directory).start(console, options(tests))) {
            if (!jcstress.ended(limit, JcstressRun::progress)) {
                throw new AssertionError("jcstress did not end within " + limit.toSeconds() + " s; see " + console
                        + ". Does a test hang (a lock not released, a corrupted map)? -Dstress.tests finds out which.");
            }
        }
        // Its exit code tells nothing: 1 for a forbidden outcome and for a bad option, 0 when it ran no test at all.
        return counted();
    }

    /** First on the class path: jcstress reads one list of tests, and a module may have tests and a list of its own. */
    private static Path ownTests() {
        try {
            return Path.of(JcstressRun.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /*
     * -sc false    one compilation of a test, not one for each pair of compilers that its actors could have
     * -jvmArgs     one set of JVM flags instead of jcstress' own choice (JDK 17 still gets two, with and without
     *              biased locking)
     * -f 1         one fork for each of these
     * -pth false   the heap is not touched before a fork begins
     * Together a second or two a test. jcstress has more to offer when it is given hours.
     */
    private String[] options(List<Class<?>> tests) {
        return new String[] {
            "-t", "^(" + String.join("|", tests.stream().map(Class::getName).toList()).replace(".", "\\.") + ")$",
            "-sc", "false", "-jvmArgs", "-XX:+UseSerialGC", "-f", "1", "-pth", "false",
            "-iters", Integer.toString(ITERATIONS), "-time", Integer.toString(millis)
        };
    }

    /** Ample, for slow machines, and for those with many CPUs: jcstress tries each kind of pair among them. */
    private Duration limit(int tests) {
        return Duration.ofMinutes(5).plusMillis(10L * tests * ITERATIONS * millis);
    }

    /** From the last line of jcstress' own progress report, in which a forbidden outcome is a failure. */
    private static String progress(List<String> printed) {
        return printed.stream().map(RESULTS::matcher).filter(Matcher::find).reduce((earlier, later) -> later)
                .map(results -> "jcstress: %d of %s runs".formatted(IntStream.rangeClosed(2, results.groupCount())
                        .map(ended -> Integer.parseInt(results.group(ended))).sum(), results.group(1)))
                .orElse("jcstress: starting");
    }

    /** None when jcstress found nothing to run; its console says why. */
    private List<OutcomeCounts> counted() throws IOException {
        InProcessCollector collector = new InProcessCollector();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.bin.gz")) {
            for (Path file : files) {
                read(file, collector);
            }
        }
        Collection<TestResult> results = ReportUtils.mergedByName(collector.getTestResults());
        return results.stream().map(JcstressRun::counts).sorted(Comparator.comparing(OutcomeCounts::test)).toList();
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

    private static OutcomeCounts counts(TestResult result) {
        // Graded here, since merging does not.
        List<Outcome> outcomes = TestGrading.grade(result).gradingResults.values().stream()
                .map(grade -> new Outcome(grade.id, grade.count, grade.expect == Expect.FORBIDDEN,
                        grade.description))
                .toList();
        String trouble = result.status() == Status.NORMAL ? ""
                : result.status() + " " + result.getMessages() + " " + result.getVmErr();
        String name = result.getName();
        return new OutcomeCounts(name.substring(name.lastIndexOf('.') + 1), result.getTotalCount(), outcomes, trouble);
    }
}
