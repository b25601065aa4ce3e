package metricsbuffer.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import metricsbuffer.exercises.Exercise;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.verdict.Expectations;
import metricsbuffer.suite.verdict.Expectations.Expectation;
import metricsbuffer.suite.verdict.Rule;

/**
 * A buffer that the tools are asked about.
 *
 * @param name a module's name, or an exercise's ID
 * @param right whether it is right, as the key to the exercises says
 * @param givenUp rules that its design gives up; who sees them broken has found no mistake
 * @param changed the files of its consumer that tools are asked about, relative to the root: the buffer, and whatever
 *     else the exercise changes
 */
record Subject(String name, boolean right, Set<Rule> givenUp, List<String> changed) {

    private static final String BUFFER = "%s/src/main/java/metricsbuffer/metrics/MetricsBuffer.java";

    /** All modules and exercises, in order. */
    static List<Subject> all(Path root) throws IOException {
        List<Subject> all = new ArrayList<>();
        for (String module : Modules.ALL) {
            Expectations declared = Expectations.of(root.resolve(module));
            Set<Rule> givenUp = EnumSet.allOf(Rule.class);
            givenUp.removeIf(rule -> declared.of(rule) != Expectation.NOT_PROMISED);
            all.add(new Subject(module, !module.equals(Modules.NAIVE), givenUp, List.of(BUFFER.formatted(module))));
        }
        String key = Files.readString(root.resolve("docs/review/key.md"));
        for (Exercise exercise : Exercise.all(root)) {
            boolean right = Pattern.compile("\\| " + exercise + " \\| right \\|").matcher(key).find();
            Set<Rule> givenUp = EnumSet.noneOf(Rule.class);
            givenUp.addAll(exercise.doesNotPromise());
            if (right) {
                givenUp.addAll(exercise.answer());
            }
            all.add(new Subject(exercise.toString(), right, givenUp, changed(exercise)));
        }
        return all;
    }

    private static List<String> changed(Exercise exercise) throws IOException {
        Set<String> changed = new LinkedHashSet<>(List.of(BUFFER.formatted(Modules.NAIVE)));
        exercise.patch().paths().stream().filter(path -> path.contains("/src/main/java/")).forEach(changed::add);
        return List.copyOf(changed);
    }

    boolean isExercise() {
        return !Modules.ALL.contains(name);
    }
}
