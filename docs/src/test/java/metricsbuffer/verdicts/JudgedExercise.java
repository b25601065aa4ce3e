package metricsbuffer.verdicts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.VerdictLog;

/**
 * What the suite saw of one exercise.
 *
 * @param id the exercise: MB-Xnn
 * @param title what the change is
 * @param broken the rules that it was seen to break; empty if none was
 * @param scenarios how many scenarios judged it
 * @param asAnswered whether that is what its answer says
 */
public record JudgedExercise(String id, String title, Set<Rule> broken, int scenarios, boolean asAnswered) {

    /** Writes them, stamped with this build. */
    public static void write(Path file, List<JudgedExercise> exercises) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(VerdictLog.stamp());
        for (JudgedExercise exercise : exercises) {
            lines.add(String.join("\t", exercise.id, exercise.title, exercise.rules(),
                    Integer.toString(exercise.scenarios), Boolean.toString(exercise.asAnswered)));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }

    /** Reads those of this build; none if there is no file, or one of another build. */
    public static List<JudgedExercise> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(VerdictLog.stamp())) {
            return List.of();
        }
        return lines.stream().skip(1).map(line -> line.split("\t"))
                .map(field -> new JudgedExercise(field[0], field[1], Rule.namedIn(field[2]), Integer.parseInt(field[3]),
                        Boolean.parseBoolean(field[4])))
                .toList();
    }

    /** The broken rules, in order; "nothing" if there is none. */
    public String rules() {
        return broken.isEmpty() ? "nothing" : broken.stream().map(Rule::id).collect(Collectors.joining(", "));
    }
}
