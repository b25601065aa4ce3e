package metricsbuffer.suite.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import metricsbuffer.suite.verdict.RuleExtension;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * MB-R101 under load: {@code mvn test -Dtest=LoadRulesTest -Dload.seed=1 -Dload.records=1000000}.
 *
 * <p>It runs in a JVM of its own, with a time limit, because a map that is written by several threads can be left in a
 * state in which a walk never ends; such a thread can only be got rid of with its JVM. What that JVM printed is kept in
 * {@code target/load}. If this fails, look at the rules R101 to R105: their scenarios say more about where.
 */
@ExtendWith(RuleExtension.class)
public abstract class LoadRules {

    private static final Path OUTPUT = Path.of("target", "load", "output.txt");
    private static final Duration LIMIT = Duration.ofSeconds(45);
    private static final Duration REPORT_AFTER = Duration.ofSeconds(10);

    @Test
    @Tag("MB-R101")
    void r101_theBooksBalanceUnderLoad() throws IOException, InterruptedException {
        long seed = Long.getLong("load.seed", System.nanoTime());
        int records = Integer.getInteger("load.records", 1_000_000);
        System.out.printf("load: %d records, -Dload.seed=%d%n", records, seed);

        Files.createDirectories(OUTPUT.getParent());
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dbuffer=" + System.getProperty("buffer", ""), // a reader's own one is named by it
                "-cp", System.getProperty("java.class.path"), LoadMain.class.getName(),
                Long.toString(seed), Integer.toString(records))
                .redirectErrorStream(true).redirectOutput(OUTPUT.toFile()).start();
        if (!endsInTime(process)) {
            throw new RuleViolation("did not end within %d s: %d records, seed %d".formatted(LIMIT.toSeconds(), records,
                    seed));
        }
        judge(process.exitValue(), seed);
    }

    private static boolean endsInTime(Process process) throws InterruptedException {
        try {
            if (process.waitFor(REPORT_AFTER.toSeconds(), TimeUnit.SECONDS)) {
                return true;
            }
            System.out.printf("load: still running after %d s; the limit is %d s%n", REPORT_AFTER.toSeconds(),
                    LIMIT.toSeconds());
            return process.waitFor(LIMIT.minus(REPORT_AFTER).toSeconds(), TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void judge(int exitCode, long seed) throws IOException {
        List<String> lines = Files.readAllLines(OUTPUT);
        List<String> done = Result.of(Result.DONE, lines);
        if (done.isEmpty()) {
            throw new IllegalStateException("the load ended with exit code %d and without a result, see %s:%n%s"
                    .formatted(exitCode, OUTPUT, String.join(System.lineSeparator(), lines)));
        }
        List<String> violations = Result.of(Result.VIOLATION, lines);
        if (!violations.isEmpty()) {
            throw new RuleViolation("%s (%d such lines in %s, seed %d)".formatted(violations.get(0), violations.size(),
                    OUTPUT, seed));
        }
        System.out.println("load: " + done.get(0));
    }
}
