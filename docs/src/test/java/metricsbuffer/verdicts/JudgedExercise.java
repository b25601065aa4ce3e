package metricsbuffer.verdicts;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final ObjectMapper JSON = new ObjectMapper();

    private record OfBuild(String stamp, List<JudgedExercise> exercises) {}

    /** Writes them, stamped with this build. */
    public static void write(Path file, List<JudgedExercise> exercises) throws IOException {
        JSON.writeValue(file.toFile(), new OfBuild(VerdictLog.stamp(), exercises));
    }

    /** Reads those of this build; none if there is no file, or one of another build. */
    public static List<JudgedExercise> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        OfBuild read = JSON.readValue(file.toFile(), OfBuild.class);
        return read.stamp.equals(VerdictLog.stamp()) ? read.exercises : List.of();
    }

    /** The broken rules, in order; "nothing" if there is none. */
    public String rules() {
        return broken.isEmpty() ? "nothing" : broken.stream().sorted().map(Rule::id).collect(Collectors.joining(", "));
    }
}
