package metricsbuffer.scheduler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import metricsbuffer.suite.explore.ExploredScenario;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.support.ExitMark;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the page 'Be the scheduler': the four modules, the exercises of the trainer's plans, and others. */
@Command(name = "scheduler", description = "Writes the page 'Be the scheduler'.")
public final class SchedulerTool implements Callable<Integer> {

    /** Where the page goes, from the root. */
    static final String PAGE = "docs/target/scheduler.html";

    @Parameters(arity = "0..1", split = ",", paramLabel = "MB-Xnn",
            description = "Exercises that are not in the plans.")
    private List<String> more = List.of();

    @Option(names = "--root", paramLabel = "FOLDER", description = "The root of the repository (${DEFAULT-VALUE}).")
    private Path root = Path.of(".");

    public static void main(String[] args) {
        ExitMark.exit(new CommandLine(new SchedulerTool()).execute(args));
    }

    @Override
    public Integer call() {
        try {
            List<Subject> subjects = subjects(root, more.stream().filter(id -> !id.equals("none")).toList());
            write(root, subjects, root.resolve(PAGE));
            System.out.println("Be the scheduler, with " + subjects + ": open " + PAGE + " in a browser");
            return ExitCode.OK;
        } catch (IOException e) {
            System.err.println("scheduler: " + e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    /**
     * What is on it: the modules, the exercises of the trainer's plans, and more; of what the failure modes refer to
     * besides, those scenarios alone.
     */
    static List<Subject> subjects(Path root, List<String> more) throws IOException {
        Set<String> whole = new LinkedHashSet<>(Modules.ALL);
        whole.addAll(Plans.exercises(root));
        whole.addAll(more);
        List<Subject> subjects = new ArrayList<>();
        for (String id : whole) {
            subjects.add(Subject.of(root, id));
        }
        for (Map.Entry<String, Set<ExploredScenario>> needed : Positions.needed().entrySet()) {
            if (!whole.contains(needed.getKey())) {
                subjects.add(Subject.of(root, needed.getKey()).only(needed.getValue()));
            }
        }
        return subjects;
    }

    /** Writes the page; it needs nothing but itself. */
    static void write(Path root, List<Subject> subjects, Path page) throws IOException {
        Files.createDirectories(page.toAbsolutePath().getParent());
        Files.writeString(page, html(PageData.of(root, subjects)));
    }

    static String html(PageData data) throws IOException {
        String json = data.json().replace("<", "\\u003c"); // ends no script element
        return resource("scheduler.html").replace("/* style */", resource("scheduler.css"))
                .replace("/* data */", json).replace("/* script */", resource("scheduler.js"));
    }

    private static String resource(String name) {
        try (InputStream in = SchedulerTool.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
