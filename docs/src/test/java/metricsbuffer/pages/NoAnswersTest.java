package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.Node;
import org.junit.jupiter.api.Test;

/** Where a learner meets an exercise before the review is written, nothing says whether it is right. */
class NoAnswersTest {

    private static final Path DOCS = Repository.ROOT.resolve("docs");
    private static final Pattern ANSWER = Pattern.compile("(?:.*/)?(?:answers/.*|key\\.md|quiz-key\\.md)(?:#.*)?");
    private static final Pattern VERDICT =
            Pattern.compile("(?i)MB-X\\d+.*\\b(?:right|wrong|not a fix|correct|loses|breaks)\\b");

    @Test
    void nothingThereLeadsToAnAnswer() throws IOException {
        List<String> leads = new ArrayList<>();
        for (Page page : metBefore()) {
            for (Node node : page.nodes(Node.class).toList()) {
                Page.targets(node).filter(target -> ANSWER.matcher(target).matches())
                        .forEach(target -> leads.add(page.at(node) + ": " + target));
            }
        }
        assertThat(leads).as("links to answers, where a learner comes before the review").isEmpty();
    }

    @Test
    void nothingThereGivesAVerdict() throws IOException {
        List<String> said = new ArrayList<>();
        for (Page page : metBefore()) {
            page.lines().stream().filter(line -> VERDICT.matcher(line).find())
                    .forEach(line -> said.add(page + ": " + line));
        }
        assertThat(said).as("verdicts, where a learner comes before the review").isEmpty();
    }

    private static List<Page> metBefore() throws IOException {
        List<Path> files = Stream.of("review/README.md", "review/checklist.md", "review/marking.md",
                "trainer/handout.md", "trainer/quiz.md").map(DOCS::resolve).toList();
        List<Page> met = Repository.pages().stream().filter(page -> files.contains(page.file())
                || page.file().getParent().equals(DOCS.resolve("review/exercises"))).toList();
        assertThat(met).as("pages that a learner meets first").hasSizeGreaterThan(files.size() + 30);
        return met;
    }
}
