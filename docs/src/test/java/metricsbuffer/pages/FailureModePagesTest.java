package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.commonmark.node.Heading;
import org.junit.jupiter.api.Test;

/** The pages of the failure modes have one form. A reader who has read one finds his way in the next. */
class FailureModePagesTest {

    private static final List<String> FORM = List.of("## The code that does it", "## The interleaving",
            "## How it shows in production", "## How to detect it", "## What fixes it", "## What does not, and why",
            "## Seen in the wild", "## References", "## To cite it");

    @Test
    void theirNumbersHaveNoGap() throws IOException {
        List<String> ids = FailureMode.all().stream().map(FailureMode::id).toList();
        assertThat(ids).hasSizeGreaterThanOrEqualTo(18).containsExactlyElementsOf(
                IntStream.rangeClosed(1, ids.size()).mapToObj("MB-F%02d"::formatted).toList());
    }

    @Test
    void eachHasAllPartsInOrder() throws IOException {
        for (FailureMode mode : FailureMode.all()) {
            assertThat(mode.page().nodes(Heading.class).filter(heading -> heading.getLevel() == 2)
                    .map(heading -> mode.page().lines().get(Page.firstLine(heading))))
                    .as("headings of " + mode.page()).isEqualTo(FORM);
            assertThat(mode.page().lines().get(2)).as("line 3 of " + mode.page())
                    .startsWith("**What happens.** ");
        }
    }

    @Test
    void eachShowsItsPublicCases() throws IOException {
        SortedSet<String> have = new TreeSet<>();
        PublicCase.all().forEach(each -> have.addAll(each.ids()));
        assertThat(FailureMode.all().stream().filter(mode -> mode.page().lines()
                .contains("<!-- generated: public cases %s -->".formatted(mode.id()))).map(FailureMode::id))
                .as("pages with a table of public cases, which should be those that a line of "
                        + Repository.name(PublicCase.FILE) + " names").containsExactlyElementsOf(have);
    }

    /** One form, the same in {@code docs/postmortem/citing.md}. */
    @Test
    void eachHasItsCitation() throws IOException {
        List<String> citing = Page.read(Repository.ROOT.resolve("docs/postmortem/citing.md")).lines();
        for (FailureMode mode : FailureMode.all()) {
            String citation = "> %s, %s (metricsbuffer, docs/failure-modes/%s.md, commit COMMIT)".formatted(mode.id(),
                    mode.name().substring(0, 1).toLowerCase(Locale.ROOT) + mode.name().substring(1), mode.id());
            assertThat(mode.page().lines()).as("the line to cite of " + mode.page()).contains(citation);
            if (mode.id().equals("MB-F03")) {
                assertThat(citing).as("the sample in docs/postmortem/citing.md").contains(citation);
            }
        }
    }

    /** What is read; counted are neither the steps and the public cases, nor how to cite it. */
    @Test
    void eachIsShort() throws IOException {
        for (FailureMode mode : FailureMode.all()) {
            String read = String.join("\n", mode.page().linesByHand()).replaceFirst("(?s)## To cite it.*", "");
            assertThat(WayInTest.words(read.lines().toList())).as("words of " + mode.page())
                    .isBetween(300, 1100);
        }
    }

    /** Who has no fix today reads one line. */
    @Test
    void eachSaysWhatToDoTonight() throws IOException {
        for (FailureMode mode : FailureMode.all()) {
            assertThat(mode.page().lines()).as("'**Tonight.**' on " + mode.page())
                    .filteredOn(line -> line.startsWith("**Tonight.** ")).hasSize(1);
        }
    }

    @Test
    void eachIsInTheTableOfSymptoms() throws IOException {
        Page index = Page.read(FailureMode.FOLDER.resolve("README.md"));
        List<String> symptoms = index.lines().subList(0, index.lines().indexOf("## All of them"));
        for (FailureMode mode : FailureMode.all()) {
            assertThat(symptoms).as("symptoms of %s in %s", mode.id(), index)
                    .anyMatch(line -> line.startsWith("|") && line.contains("](" + mode.id() + ".md)"));
        }
    }
}
