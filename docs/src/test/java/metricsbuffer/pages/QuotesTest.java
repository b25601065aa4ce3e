package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.junit.jupiter.api.Test;

/** Code in a page is a piece of a real file, and the same as there. */
class QuotesTest {

    private static final Pattern COMMENT = Pattern.compile("<!-- quote: (.+) -->");

    /** Code in these languages must say where it comes from. Commands and output need not. */
    private static final Set<String> QUOTED = Set.of("java", "diff");

    @Test
    void codeInAPageEqualsItsSource() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Page page : Repository.pages()) {
            List<Part> quotes = new ArrayList<>();
            page.nodes(FencedCodeBlock.class).forEach(fence -> {
                String source = source(fence);
                if (fence.getClosingFenceLength() == null) {
                    faults.add(page.at(fence) + ": this code block is not closed");
                } else if (source != null) {
                    quotes.add(new Part(fence, Page.lastLine(fence), source));
                } else if (QUOTED.contains(fence.getInfo())) {
                    faults.add(page.at(fence) + ": a " + fence.getInfo() + " block that names no source. Put one of"
                            + " these into the line before it:\n" + Source.FORMS);
                }
            });
            faults.addAll(Part.faults(page, quotes, Source::quoted));
        }
        assertThat(faults).as("faults of quoted code").isEmpty();
    }

    /** A comment that nobody reads would look like a quote and hold nothing. */
    @Test
    void everyQuoteStandsRightBeforeItsBlock() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Page page : Repository.pages()) {
            List<Node> read = page.nodes(FencedCodeBlock.class).filter(fence -> source(fence) != null)
                    .map(Node::getPrevious).toList();
            page.nodes(Node.class).filter(node -> Page.literal(node).contains("<!-- quote") && !read.contains(node))
                    .forEach(node -> faults.add(page.at(node) + ": write it in one of these forms, alone in the line"
                            + " before a code block:\n" + Source.FORMS));
        }
        assertThat(faults).as("quotes that hold nothing").isEmpty();
    }

    /** What the comment in the line before a code block says; null if there is none. */
    private static String source(FencedCodeBlock fence) {
        if (fence.getPrevious() instanceof HtmlBlock comment
                && Page.firstLine(comment) + 1 == Page.firstLine(fence)) {
            Matcher quote = COMMENT.matcher(Page.literal(comment));
            return quote.matches() ? quote.group(1) : null;
        }
        return null;
    }
}
