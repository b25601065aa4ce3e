package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import metricsbuffer.pages.Page.Fence;
import org.junit.jupiter.api.Test;

/** Code in a page is a piece of a real file, and the same as there. */
class QuotesTest {

    /** Code in these languages must say where it comes from. Commands and output need not. */
    private static final Set<String> QUOTED = Set.of("java", "diff");

    @Test
    void codeInAPageEqualsItsSource() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Page page : Repository.pages()) {
            List<String> lines = new ArrayList<>(page.lines());
            List<Fence> fences = page.fences();
            for (int i = fences.size() - 1; i >= 0; i--) { // from the end: a quote may change its length
                check(page, fences.get(i), lines, faults);
            }
            if (Refresh.wanted() && !lines.equals(page.lines())) {
                page.rewrite(lines);
            }
        }
        assertThat(faults).as("faults of quoted code").isEmpty();
    }

    private static void check(Page page, Fence fence, List<String> lines, List<String> faults) throws IOException {
        Quote quote = fence.first() == 0 ? null : Quote.parse(lines.get(fence.first() - 1));
        if (quote == null) {
            if (QUOTED.contains(fence.language())) {
                faults.add(page.at(fence.first()) + ": a " + fence.language() + " block that names no source. Put one of"
                        + " these into the line before it:\n" + Quote.FORMS);
            }
            return;
        }
        List<String> code;
        try {
            code = quote.code();
        } catch (IllegalArgumentException e) {
            faults.add(page.at(fence.first() - 1) + ": " + e.getMessage());
            return;
        }
        List<String> quoted = lines.subList(fence.first() + 1, fence.last());
        if (quoted.equals(code)) {
            return;
        }
        if (Refresh.wanted()) {
            quoted.clear();
            quoted.addAll(code);
        } else {
            faults.add("%s: differs from %s %s. If the source is right, refresh: %s%nthe source has:%n%s".formatted(
                    page.at(fence.first()), quote.path(), quote.region(), Refresh.COMMAND, String.join("\n", code)));
        }
    }

    /** A comment that nobody reads would look like a quote and hold nothing. */
    @Test
    void everyQuoteStandsRightBeforeItsBlock() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Page page : Repository.pages()) {
            List<Integer> fences = page.fences().stream().map(Fence::first).toList();
            List<String> prose = page.prose();
            for (int number = 0; number < prose.size(); number++) {
                boolean meant = prose.get(number).contains("<!-- quote");
                if (meant && (Quote.parse(page.lines().get(number)) == null || !fences.contains(number + 1))) {
                    faults.add(page.at(number) + ": write it in one of these forms, alone in the line before a code"
                            + " block:\n" + Quote.FORMS);
                }
            }
        }
        assertThat(faults).as("quotes that hold nothing").isEmpty();
    }
}
