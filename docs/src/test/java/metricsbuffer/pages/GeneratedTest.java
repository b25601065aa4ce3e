package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.HtmlBlock;
import org.junit.jupiter.api.Test;

/** What a page has from the code, between two comments, is what the code makes now. */
class GeneratedTest {

    private static final String END = "<!-- end of generated -->";
    private static final Pattern BEGIN = Pattern.compile("<!-- generated: (.+) -->");

    @Test
    void generatedPartsAreUpToDate() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Page page : Repository.pages()) {
            faults.addAll(Part.faults(page, parts(page), Generators::make));
        }
        assertThat(faults).as("generated parts").isEmpty();
    }

    private static List<Part> parts(Page page) {
        List<Part> parts = new ArrayList<>();
        List<HtmlBlock> marks = page.nodes(HtmlBlock.class).filter(block -> Page.literal(block).equals(END)
                || BEGIN.matcher(Page.literal(block)).matches()).toList();
        for (int i = 0; i < marks.size(); i += 2) {
            HtmlBlock first = marks.get(i);
            Matcher begin = BEGIN.matcher(Page.literal(first));
            if (!begin.matches() || i + 1 == marks.size() || !Page.literal(marks.get(i + 1)).equals(END)) {
                throw new AssertionError(page.at(first) + ": a generated part is between two comments, the"
                        + " last of which is " + END);
            }
            parts.add(new Part(first, Page.firstLine(marks.get(i + 1)), begin.group(1)));
        }
        return parts;
    }
}
