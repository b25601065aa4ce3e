package metricsbuffer.suite.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import metricsbuffer.suite.port.PortCheck;
import metricsbuffer.suite.support.ChildJvm;
import metricsbuffer.suite.support.Folders;
import metricsbuffer.suite.support.Hang;
import metricsbuffer.suite.verdict.RuleExtension;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * MB-R101 under load: {@code mvn test -Dtest=LoadRulesTest -Dload.seed=1 -Dload.records=1000000}. Four threads record
 * and two flush, for at most 45 seconds; an interval is a millisecond. A module runs it by a subclass of one line.
 *
 * <p>It runs in a JVM of its own, with a time limit, because a map that is written by several threads can be left in a
 * state in which a walk never ends; such a thread can only be got rid of with its JVM. What that JVM printed is kept in
 * {@code target/load}. If this fails, look at the rules R101 to R105: their scenarios say more about where.
 */
@ExtendWith({RuleExtension.class, PortCheck.class})
public abstract class LoadRules {

    static final Duration LIMIT = Duration.ofSeconds(45);

    private static final Path FOLDER = Path.of("target", "load");

    @Test
    @Tag("MB-R101")
    void r101TheBooksBalanceUnderLoad() throws IOException, InterruptedException {
        long seed = Long.getLong("load.seed", System.nanoTime());
        int records = Integer.getInteger("load.records", 1_000_000);
        System.out.printf("load: %d records, -Dload.seed=%d%n", records, seed);

        Path output = Folders.emptied(FOLDER).resolve("output.txt");
        try (ChildJvm load = ChildJvm.of(LoadMain.class)
                .flags("-Dbuffer=" + System.getProperty("buffer", "")) // a reader's own one is named by it
                .start(output, Long.toString(seed), Integer.toString(records))) {
            if (!load.ended(LIMIT)) { // nobody hangs, or that would have been the result
                throw new RuleViolation("did not end within %d s: %d records, seed %d".formatted(LIMIT.toSeconds(),
                        records, seed));
            }
            judge(load, output, seed);
        }
    }

    private static void judge(ChildJvm load, Path output, long seed) throws IOException {
        List<String> lines = load.printed();
        List<String> done = after(LoadMain.DONE, lines);
        if (done.isEmpty()) {
            throw new IllegalStateException("the load ended with exit code %d and without a result, see %s:%n%s"
                    .formatted(load.exitCode(), output, String.join(System.lineSeparator(), lines)));
        }
        List<String> violations = after(LoadMain.VIOLATION, lines);
        if (!violations.isEmpty()) {
            String stacks = Hang.isToldBy(violations.get(0)) ? lines.stream().filter(line -> line.startsWith("    "))
                    .map(line -> System.lineSeparator() + line).collect(Collectors.joining()) : "";
            throw new RuleViolation("%s (%d such lines in %s, seed %d)%s".formatted(violations.get(0), violations.size(),
                    output, seed, stacks));
        }
        System.out.println("load: " + done.get(0));
    }

    private static List<String> after(String mark, List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(mark)).map(line -> line.substring(mark.length())).toList();
    }
}
