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
import java.util.Set;
import java.util.concurrent.Callable;
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
            List<String> ids = ids(root);
            more.stream().filter(id -> !id.equals("none") && !ids.contains(id)).forEach(ids::add);
            write(root, ids, root.resolve(PAGE));
            System.out.println("Be the scheduler, with " + ids + ": open " + PAGE + " in a browser");
            return ExitCode.OK;
        } catch (IOException e) {
            System.err.println("scheduler: " + e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    /** What is on it always: the modules, the exercises of the trainer's plans, and what the failure modes refer to. */
    static List<String> ids(Path root) throws IOException {
        Set<String> ids = new LinkedHashSet<>(Modules.ALL);
        ids.addAll(Plans.exercises(root));
        ids.addAll(Positions.subjects());
        return new ArrayList<>(ids);
    }

    /** Writes the page; it needs nothing but itself. */
    static void write(Path root, List<String> ids, Path page) throws IOException {
        List<Subject> subjects = new ArrayList<>();
        for (String id : ids) {
            subjects.add(Subject.of(root, id));
        }
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
