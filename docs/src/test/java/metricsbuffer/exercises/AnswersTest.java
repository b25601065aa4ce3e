package metricsbuffer.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Answers are complete, and the key says what they say. */
class AnswersTest {

    private static final Path ROOT = Path.of("..");
    private static final Path KEY = ROOT.resolve("docs/review/key.md");

    private static final List<String> OF_EACH = List.of("Finding", "Interleaving", "Failure modes", "A review comment");
    private static final List<String> OF_WRONG = List.of("The better change");
    private static final List<String> OF_RIGHT = List.of("Why it is right", "What it does not promise");

    private static final Pattern SECTION = Pattern.compile("(?ms)^## (.+?)\n(.*?)(?=^## |\\z)");

    @TestFactory
    Stream<DynamicTest> eachHasAllItsParts() throws IOException {
        return Exercise.all(ROOT).stream().map(exercise -> dynamicTest(exercise.toString(), () -> {
            Map<String, String> sections = sections(exercise);
            assertThat(sections).containsKeys(OF_EACH.toArray(String[]::new));
            assertThat(sections).containsKeys((isRight(exercise) ? OF_RIGHT : OF_WRONG).toArray(String[]::new));
            assertThat(sections.get("Interleaving")).as("a table of steps").contains("| step |");
            assertThat(sections.get("A review comment").strip()).as("a comment that could be posted").startsWith("> ");
        }));
    }

    @TestFactory
    Stream<DynamicTest> eachRuleItBreaksHasItsReason() throws IOException {
        return Exercise.all(ROOT).stream().map(exercise -> dynamicTest(exercise.toString(), () -> {
            String reasons = sections(exercise).get("Failure modes");
            for (Rule rule : exercise.answer()) {
                assertThat(reasons).as("failure modes, with the rules that each breaks").contains(rule.id());
            }
        }));
    }

    @Test
    void theKeySaysWhatTheAnswersSay() throws IOException {
        String key = Files.readString(KEY);
        List<String> faults = new ArrayList<>();
        for (Exercise exercise : Exercise.all(ROOT)) {
            String verdict = isRight(exercise) ? "right" : "wrong";
            if (!key.contains("| " + exercise + " | " + verdict + " |")) {
                faults.add(exercise + " is " + verdict + ", by its answer");
            }
        }
        assertThat(faults).as("the key in docs/review/key.md").isEmpty();
    }

    /** It is right if its answer says why; it may still break a rule that its design does not promise. */
    private static boolean isRight(Exercise exercise) throws IOException {
        return sections(exercise).containsKey(OF_RIGHT.get(0));
    }

    private static Map<String, String> sections(Exercise exercise) throws IOException {
        Map<String, String> sections = new TreeMap<>();
        SECTION.matcher(Files.readString(exercise.answerPage())).results()
                .forEach(section -> sections.put(section.group(1), section.group(2)));
        return sections;
    }
}
