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
    private static final String TEXT = "docs/trainer/handout.md";
    /** The parts of the text for the beginning, and those that would give away what the class is to find. */
    private static final String[] BEFORE = {"The case", "How to draw it"};
    private static final String[] AFTER = {"An example", "Thirteen questions", "A comment that helps",
            "Three ways to make 'read and reset' one step", "Words"};
    private static final Path PAGE = Path.of("target", "handout.html");
    private static final Path QUIZ = Path.of("target", "quiz.html");

    @Test
    void theHandoutStandsAlone() throws IOException {
        List<String> exercises = List.of(System.getProperty("handout.exercises", declared()).split(","));
        Handout handout = new Handout(ROOT)
                .stack("A").parts(TEXT, "The code under review", BEFORE)
                .source("The class that the pull requests change", BUFFER)
                .stack("B").page("docs/review/checklist.md");
        for (int i = 0; i < exercises.size(); i++) {
            handout.stack("C" + (i + 1)).exercise(exercises.get(i).strip());
        }
        handout.stack("D").page("docs/review/marking.md")
                .stack("E").parts(TEXT, "Review of code that several threads add up in", AFTER)
                .stack("F").failureModes("Eighteen ways in which it goes wrong");
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
        assertThat(all("(?m)^## (.*)", Files.readString(ROOT.resolve(TEXT)))).as("parts of the text, each handed out once")
                .containsExactlyElementsOf(Stream.of(BEFORE, AFTER).flatMap(Stream::of).toList());
        assertThat(html.substring(0, html.indexOf("<p class=\"stack\">B"))).as("what is handed out before the drawing")
                .doesNotContain("never the sink", "10 of X were never sent");
    }

    /** The exercises that Maven would choose: an IDE that runs this class alone chooses the same. */
    private static String declared() throws IOException {
        return all("<handout.exercises>([^<$]+)<", Files.readString(Path.of("pom.xml"))).get(0);
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
    }
}
