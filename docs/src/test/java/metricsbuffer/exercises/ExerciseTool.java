package metricsbuffer.exercises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.support.ExitMark;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Applies an exercise to the reader's working copy of {@code buggy}, or takes it back. While one is applied, buggy is
 * judged raw: what it declares of itself no longer stands.
 */
@Command(name = "exercise", description = "Applies an exercise to buggy, or takes it back.")
public final class ExerciseTool implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "MB-Xnn", description = "The exercise to apply; none takes it back.")
    private String id = "none";

    @Option(names = "--root", paramLabel = "FOLDER", description = "The root of the repository (${DEFAULT-VALUE}).")
    private Path root = Path.of(".");

    public static void main(String[] args) {
        ExitMark.exit(new CommandLine(new ExerciseTool()).execute(args));
    }

    @Override
    public Integer call() {
        try {
            System.out.println(id.equals("none") ? takeBack() : apply());
            return ExitCode.OK;
        } catch (IOException e) {
            System.err.println("exercise: " + e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private String apply() throws IOException {
        Exercise exercise = Exercise.of(root, id);
        if (Files.exists(mark())) {
            throw new IOException(applied() + " is applied already; take it back first");
        }
        exercise.patch().apply(root);
        Files.writeString(mark(), id + "\n");
        return "%s is applied to buggy. Now: review docs/review/exercises/%s.md in writing, then cd buggy && mvn test"
                .formatted(id, id);
    }

    private String takeBack() throws IOException {
        if (!Files.exists(mark())) {
            return "No exercise is applied.";
        }
        String applied = applied();
        Exercise.of(root, applied).patch().takeBack(root);
        Files.delete(mark());
        // The build copies it, and does not take the copy away: buggy would be judged raw until the next mvn clean.
        Files.deleteIfExists(buggy().resolve("target/test-classes").resolve(mark().getFileName()));
        return applied + " is taken back; buggy is as it was.";
    }

    private String applied() throws IOException {
        return Files.readString(mark()).strip();
    }

    private Path mark() {
        return Modules.exerciseMark(buggy());
    }

    private Path buggy() {
        return root.resolve(Modules.NAIVE);
    }
}
