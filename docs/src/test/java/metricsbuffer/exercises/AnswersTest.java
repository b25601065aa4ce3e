package metricsbuffer.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers are complete, and the key says what they say. */
class AnswersTest {

    private static final Path ROOT = Path.of("..");

    private static final List<String> OF_EACH = List.of("Finding", "Interleaving", "Failure modes", "A review comment");
    private static final List<String> OF_WRONG = List.of("The better change");
    private static final List<String> OF_RIGHT = List.of("Why it is right", "What it does not promise");

    private static final Pattern SECTION = Pattern.compile("(?ms)^## (.+?)\n(.*?)(?=^## |\\z)");

    static List<Exercise> exercises() throws IOException {
        return Exercise.all(ROOT);
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void eachHasAllItsParts(Exercise exercise) throws IOException {
        Map<String, String> sections = sections(exercise);
        assertThat(sections.keySet()).containsAll(OF_EACH).containsAll(isRight(exercise) ? OF_RIGHT : OF_WRONG);
        assertThat(sections.get("Interleaving")).as("a table of steps").contains("| step |");
        assertThat(sections.get("A review comment").strip()).as("a comment that could be posted").startsWith("> ");
    }

    /** What is read as one line would be read in part if it were wrapped. */
    @ParameterizedTest
    @MethodSource("exercises")
    void eachLineThatIsReadIsWhole(Exercise exercise) throws IOException {
        assertThat(Files.readString(exercise.answerPage())).doesNotContainPattern(
                "(?m)^\\*\\*(Breaks|Does not promise|Model-checked|Explored|Own scenarios):\\*\\* .*,\\n");
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void eachRuleItBreaksHasItsReason(Exercise exercise) throws IOException {
        assertThat(exercise.answer()).extracting(Rule::id).as("failure modes, with the rules that each breaks")
                .allMatch(sections(exercise).get("Failure modes")::contains);
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void whatItDoesNotPromiseIsExplained(Exercise exercise) throws IOException {
        String explained = sections(exercise).getOrDefault("What it does not promise", "");
        assertThat(exercise.doesNotPromise()).allSatisfy(rule ->
                assertThat(exercise.answer()).doesNotContain(rule)).extracting(Rule::id).allMatch(explained::contains);
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void theKeySaysWhatTheAnswerSays(Exercise exercise) throws IOException {
        assertThat(ROOT.resolve("docs/review/key.md")).content()
                .contains("| " + exercise + " | " + (isRight(exercise) ? "right" : "wrong") + " |");
    }

    /** Trainers are told; learners are not, or they would count instead of reading. */
    @Test
    void theTrainersGuideSaysHowManyAreRight() throws IOException {
        int right = 0;
        for (Exercise exercise : exercises()) {
            right += isRight(exercise) ? 1 : 0;
        }
        assertThat(ROOT.resolve("docs/trainer/guide.md")).content()
                .contains("**%d of the %d exercises are right**".formatted(right, exercises().size()));
    }

    /** It is right if its answer says why; it may still break a rule that its design does not promise. */
    private static boolean isRight(Exercise exercise) throws IOException {
        return sections(exercise).containsKey(OF_RIGHT.get(0));
    }

    private static Map<String, String> sections(Exercise exercise) throws IOException {
        return SECTION.matcher(Files.readString(exercise.answerPage())).results()
                .collect(Collectors.toMap(section -> section.group(1), section -> section.group(2)));
    }
}
