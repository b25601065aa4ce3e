package metricsbuffer.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Node;

/**
 * A part of a page that is made of something else: a quote, or what is generated.
 *
 * @param before what stands before it: it ends in the line before the part's first one
 * @param end the number of the line behind it, from 0
 * @param source what it is made of, as the comment before it says
 */
record Part(Node before, int end, String source) {

    interface Maker {
        /** @throws IllegalArgumentException if there is no such source; the message says which there are */
        List<String> make(String source) throws IOException;
    }

    /** Brings the parts of a page, in order, up to date if this run shall; says what is wrong with them otherwise. */
    static List<String> faults(Page page, List<Part> parts, Maker maker) throws IOException {
        List<String> faults = new ArrayList<>();
        List<String> lines = new ArrayList<>(page.lines());
        for (int i = parts.size() - 1; i >= 0; i--) { // from the end: a part may change its length
            Part part = parts.get(i);
            List<String> there = lines.subList(Page.firstLine(part.before()) + 1, part.end());
            List<String> made;
            try {
                made = maker.make(part.source());
            } catch (IllegalArgumentException e) {
                faults.add(page.at(part.before()) + ": " + e.getMessage());
                continue;
            }
            if (Refresh.wanted()) {
                there.clear();
                there.addAll(made);
            } else if (!there.equals(made)) {
                faults.add("%s: is not what %s gives now. If that is right, refresh: %s%nit gives:%n%s".formatted(
                        page.at(part.before()), part.source(), Refresh.COMMAND, String.join("\n", made)));
            }
        }
        if (!lines.equals(page.lines())) {
            Files.writeString(page.file(), String.join("\n", lines) + "\n"); // line feeds, as .gitattributes asks
        }
        return faults;
    }
}
