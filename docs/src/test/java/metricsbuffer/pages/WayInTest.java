package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.Node;
import org.junit.jupiter.api.Test;

/** Somebody on call begins at README and has not much time. Counted are the words that he reads, link targets not. */
class WayInTest {

    private static final Page README = page("README.md");
    private static final Page SYMPTOMS = page("docs/failure-modes/README.md");

    private static final Page DOORS = page("docs/README.md");

    /** Folders of which nobody reads all; each has a page of its own that leads on. */
    private static final List<String> OF_MANY = List.of("docs/review/", "docs/failure-modes/", "docs/maintaining/");

    private static final Pattern GROUP = Pattern.compile("<a id=\"(\\w+)\"></a>");
    private static final Pattern ID = Pattern.compile("\\[MB-F\\d{2}]");

    @Test
    void readmeFitsOnTwoScreens() {
        assertThat(README.lines()).as("lines of README.md").hasSizeLessThanOrEqualTo(64);
        assertThat(words(README.lines())).as("words of README.md").isLessThanOrEqualTo(480);
    }

    /** From the top of README to its link, the choice of a group, and in the group down to each row. */
    @Test
    void everySymptomIsNear() {
        List<String> far = new ArrayList<>();
        List<String> lines = SYMPTOMS.lines();
        int symptoms = lines.indexOf("<a id=\"symptoms\"></a>");
        int groups = lines.indexOf("<a id=\"thrown\"></a>");
        int toGroups = wordsOfReadmeTo("docs/failure-modes/README.md#symptoms")
                + words(lines.subList(symptoms, groups));
        int group = groups;
        int rows = 0;
        for (int i = groups; i < lines.indexOf("<a id=\"all\"></a>"); i++) {
            Matcher id = ID.matcher(lines.get(i));
            if (GROUP.matcher(lines.get(i)).matches()) {
                group = i;
            } else if (lines.get(i).startsWith("| ") && id.find()) {
                rows++;
                int read = toGroups + words(lines.subList(group, i))
                        + words(List.of(lines.get(i).substring(0, id.end())));
                if (read >= 300) {
                    far.add("%d words: %s".formatted(read, lines.get(i)));
                }
            }
        }
        assertThat(rows).as("rows of symptoms").isGreaterThan(40);
        assertThat(far).as("symptoms that are 300 words or more from README's first line").isEmpty();
    }

    @Test
    void whatTheDoorsLinkIsShort() throws IOException {
        Set<String> linked = linked(README, DOORS);
        assertThat(wordsByHand(page -> linked.contains(page.toString())))
                .as("words of the pages that %s and %s link, %s", README, DOORS, linked).isLessThanOrEqualTo(22_000);
    }

    @Test
    void theOtherPagesAreShort() throws IOException {
        assertThat(wordsByHand(page -> !isOneOfMany(page.toString())))
                .as("words of all pages outside of %s", OF_MANY).isLessThanOrEqualTo(38_000);
    }

    @Test
    void everyPageIsInTheList() throws IOException {
        Set<String> linked = linked(README, DOORS, page("docs/all.md"));
        assertThat(Repository.pages()).extracting(Page::toString)
                .filteredOn(name -> !isOneOfMany(name) && !name.equals(README.toString()) && !linked.contains(name))
                .as("pages that neither README, %s nor docs/all.md links", DOORS).isEmpty();
    }

    private static boolean isOneOfMany(String name) {
        return OF_MANY.stream().anyMatch(name::startsWith);
    }

    /** The pages that these link, by their names. */
    private static Set<String> linked(Page... from) {
        return Stream.of(from).flatMap(page -> page.nodes(Node.class).flatMap(Page::targets)
                        .filter(target -> target.matches("[^:#]+\\.md(#.*)?"))
                        .map(target -> Repository.name(page.file().resolveSibling(target.replaceFirst("#.*", "")))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int wordsByHand(Predicate<Page> which) throws IOException {
        return Repository.pages().stream().filter(which).mapToInt(page -> words(page.linesByHand())).sum();
    }

    private static int wordsOfReadmeTo(String link) {
        String text = String.join("\n", README.lines());
        assertThat(text).contains("(" + link + ")");
        return words(text.substring(0, text.indexOf("(" + link + ")")).lines().toList());
    }

    static int words(List<String> lines) {
        String text = String.join("\n", lines)
                .replaceAll("<[^>]*>", " ").replaceAll("]\\([^)]*\\)", "]");
        return (int) Pattern.compile("\\S*\\w\\S*").matcher(text).results().count();
    }

    private static Page page(String name) {
        try {
            return Page.read(Repository.ROOT.resolve(name));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
