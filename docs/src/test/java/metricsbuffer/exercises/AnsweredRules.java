package metricsbuffer.exercises;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import metricsbuffer.suite.verdict.Rule;

/** What answers say, for those who judge exercises by other means than {@link ExercisesTest}. */
public final class AnsweredRules {

    private AnsweredRules() {}

    /** By exercise, the rules that it breaks or gives up. */
    public static Map<String, Set<Rule>> ofAll(Path root) throws IOException {
        Map<String, Set<Rule>> rules = new TreeMap<>();
        for (Exercise exercise : Exercise.all(root)) {
            Set<Rule> answered = EnumSet.noneOf(Rule.class);
            answered.addAll(exercise.answer());
            answered.addAll(exercise.doesNotPromise());
            rules.put(exercise.toString(), answered);
        }
        return rules;
    }
}
