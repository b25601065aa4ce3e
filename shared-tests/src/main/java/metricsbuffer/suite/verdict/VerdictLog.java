package metricsbuffer.suite.verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Verdicts and stress reports on disk: one file for each test class, in {@code target/verdicts} of the module,
 * each stamped with the build that wrote it. A file with another stamp is not read: it is not of this build.
 */
public final class VerdictLog {

    /** What {@link #read} found of this build. */
    public record Contents(List<Verdict> verdicts, List<String> stress) {}

    private static final String STRESS = "stress";

    private final Path directory;
    private final String stamp;

    /** The log in a module's folder. */
    public VerdictLog(Path moduleFolder) {
        this.directory = moduleFolder.resolve("target").resolve("verdicts");
        this.stamp = stamp();
    }

    /** The log of the module whose tests are running. */
    public static VerdictLog ofThisModule() {
        return new VerdictLog(Path.of(""));
    }

    /** The stamp of this build; the same in all its modules. Outside Maven there is none. */
    public static String stamp() {
        return System.getProperty("mb.stamp", "none (not run by Maven)");
    }

    /** A file beside the verdicts that is only locked: by each JVM that may add to them. */
    Path lockFile() {
        return directory.resolve("running.lock");
    }

    /** Replaces what a test class has written before. */
    public void write(String testClass, List<Verdict> verdicts, List<String> stress) {
        List<String> lines = new ArrayList<>();
        lines.add(stamp);
        for (Verdict verdict : verdicts) {
            lines.add(String.join("\t", verdict.rule().id(), verdict.outcome().name(), verdict.scenario(),
                    oneLine(verdict.seen())));
        }
        for (String line : stress) {
            lines.add(STRESS + "\t" + oneLine(line));
        }
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(testClass + ".tsv"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything of this build. */
    public Contents read() {
        List<Verdict> verdicts = new ArrayList<>();
        List<String> stress = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.tsv")) {
                for (Path file : files) {
                    read(Files.readAllLines(file), verdicts, stress);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Contents(verdicts, stress);
    }

    private void read(List<String> lines, List<Verdict> verdicts, List<String> stress) {
        if (lines.isEmpty() || !lines.get(0).equals(stamp)) {
            return;
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] field = line.split("\t", -1);
            if (field[0].equals(STRESS)) {
                stress.add(field[1]);
            } else {
                verdicts.add(new Verdict(Rule.of(field[0]), field[2], Verdict.Outcome.valueOf(field[1]), field[3]));
            }
        }
    }

    private static String oneLine(String text) {
        return text == null ? "" : text.strip().replaceAll("\\s+", " ");
    }
}
