package metricsbuffer.tools;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the sources, all of them in one run. */
final class Pmd implements Tool {

    /** A line of its CSV: file, and the rule at the end. */
    private static final Pattern FOUND = Pattern.compile("\"\\d+\",\"[^\"]*\",\"([^\"]+)\",.*,\"(\\w+)\"");

    private static final String STOCK = "category/"; // a rule set in its own jar

    private final String id;
    private final String name;
    private final String rules;

    private Pmd(String id, String name, String rules) {
        this.id = id;
        this.name = name;
        this.rules = rules;
    }

    /** PMD's own rules on threads. */
    static Pmd stock() {
        return new Pmd("pmd", "PMD, its own rules", STOCK + "java/multithreading.xml");
    }

    /** The rule set of this repository. */
    static Pmd takeAndReset(Path root) {
        return new Pmd("take-and-reset", "PMD, our rules", root.resolve("docs/find/take-and-reset.xml").toString());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() throws IOException {
        return Programs.version("pmd", "pmd-java");
    }

    @Override
    public List<Answer> ask(List<Compiled> buffers) throws IOException, InterruptedException {
        if (!rules.startsWith(STOCK) && !Files.exists(Path.of(rules))) {
            return buffers.stream().map(buffer -> Answer.notRun(buffer, this, "no rule set is here")).toList();
        }
        Path work = Programs.work(id);
        Files.createDirectories(work);
        Path files = work.resolve("files.txt");
        Path report = work.resolve("report.csv");
        Path console = work.resolve("console.txt");
        Files.writeString(files, String.join("\n", buffers.stream().flatMap(buffer -> buffer.sources().stream())
                .map(source -> source.toAbsolutePath().toString()).toList()));
        // Types are looked up in the classes of one of them: all have the same, but for what is in a changed file.
        int exit = Programs.run(console, List.of(Programs.java().toString(), "-cp", Programs.classPath("pmd"),
                "net.sourceforge.pmd.cli.PmdCli", "check", "--file-list", files.toString(), "-R", rules,
                "-f", "csv", "-r", report.toString(), "--no-cache", "--no-progress", "--no-fail-on-violation",
                "--aux-classpath", buffers.get(0).classes() + File.pathSeparator
                        + System.getProperty("java.class.path")));
        if (exit != 0) {
            throw new IOException("PMD ended with " + exit + "; see " + console);
        }
        List<String> lines = Files.readAllLines(report);
        List<Answer> answers = new ArrayList<>();
        for (Compiled buffer : buffers) {
            String below = buffer.folder().toAbsolutePath() + File.separator;
            answers.add(Answer.said(buffer, this, lines.stream().map(FOUND::matcher)
                    .filter(found -> found.matches() && found.group(1).startsWith(below))
                    .map(found -> found.group(2)).toList()));
        }
        return answers;
    }
}
