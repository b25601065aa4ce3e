package metricsbuffer.handout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Makes the handout, and holds that it stands alone. */
class HandoutTest {

    private static final Path ROOT = Path.of("..");
    private static final String BUFFER = "buggy/src/main/java/metricsbuffer/metrics/MetricsBuffer.java";
    private static final Path PAGE = Path.of("target", "handout.html");
    private static final Path QUIZ = Path.of("target", "quiz.html");

    @Test
    void theHandoutStandsAlone() throws IOException {
        List<String> exercises = List.of(System.getProperty("handout.exercises", "MB-X01").split(","));
        Handout handout = new Handout(ROOT)
                .page("docs/trainer/handout.md")
                .page("docs/review/checklist.md")
                .failureModes("Eighteen ways in which it goes wrong")
                .source("The class that the pull requests change", BUFFER);
        for (String exercise : exercises) {
            handout.exercise(exercise.strip());
        }
        handout.page("docs/review/marking.md");
        String html = handout.html();
        Files.createDirectories(PAGE.getParent());
        Files.writeString(PAGE, html);
        Files.writeString(QUIZ, new Handout(ROOT).page("docs/trainer/quiz.md").html());
        System.out.println("The handout, with " + exercises + ": docs/" + PAGE + "; the quiz: docs/" + QUIZ);

        assertThat(Stream.of("<img", "<link", "<script", "<iframe", "url(", "@import").filter(html::contains))
                .as("what a browser would fetch").isEmpty();
        assertThat(all("href=\"([^\"#][^\"]*)\"", html)).as("links out of the page")
                .allMatch(link -> link.startsWith("https://") || link.startsWith("http://"));
        assertThat(all("id=\"([^\"]*)\"", html)).as("places, and links to them").doesNotHaveDuplicates()
                .containsAll(all("href=\"#([^\"]*)\"", html));
        assertThat(Stream.of("Model-checked:", "The better change", "Why it is right").filter(html::contains))
                .as("parts of answers").isEmpty();
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
    }
}
