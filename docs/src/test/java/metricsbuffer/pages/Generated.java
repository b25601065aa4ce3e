package metricsbuffer.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a page that is made from the code: between two comments, the first of which says what is made.
 *
 * @param first the line of the first comment, from 0
 * @param last the line of the last one
 * @param what what is made, as the first comment says it
 */
record Generated(int first, int last, String what) {

    static final String END = "<!-- end of generated -->";

    private static final Pattern BEGIN = Pattern.compile("<!-- generated: (.+?) -->");

    /** The parts of a page, in order. */
    static List<Generated> of(Page page) {
        List<Generated> parts = new ArrayList<>();
        List<String> prose = page.prose();
        int begun = -1;
        String what = "";
        for (int number = 0; number < prose.size(); number++) {
            Matcher begin = BEGIN.matcher(prose.get(number).strip());
            if (begin.matches()) {
                if (begun >= 0) {
                    throw notEnded(page, begun);
                }
                begun = number;
                what = begin.group(1);
            } else if (begun >= 0 && prose.get(number).strip().equals(END)) {
                parts.add(new Generated(begun, number, what));
                begun = -1;
            }
        }
        if (begun >= 0) {
            throw notEnded(page, begun);
        }
        return parts;
    }

    private static AssertionError notEnded(Page page, int line) {
        return new AssertionError(page.at(line) + ": this generated part has no end; put this into a line after it: " + END);
    }
}
