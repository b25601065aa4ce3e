package metricsbuffer.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import metricsbuffer.suite.verdict.Rule;

/**
 * Every wording that a rule ever had, in a file that only grows: one a line, with the rule's ID and a number, tabs
 * between. So a citation of a rule's wording can be looked up after the wording has changed.
 */
record Wordings(List<String> lines) {

    static final Path FILE = Repository.ROOT.resolve("docs/rules-wording.tsv");

    static Wordings read() throws IOException {
        return new Wordings(Files.exists(FILE) ? Files.readAllLines(FILE) : List.of());
    }

    /** The number of the rule's last wording; 0 if it has none yet. */
    int number(Rule rule) {
        return (int) lines.stream().filter(line -> line.startsWith(rule.id() + "\t")).count();
    }

    boolean isLast(Rule rule) {
        String last = rule.id() + "\t" + number(rule) + "\t" + rule.text();
        return lines.contains(last);
    }

    /** Adds the present wordings of those rules that have changed. */
    void update() throws IOException {
        List<String> more = new ArrayList<>(lines);
        for (Rule rule : Rule.values()) {
            if (!isLast(rule)) {
                more.add(rule.id() + "\t" + (number(rule) + 1) + "\t" + rule.text());
            }
        }
        if (!more.equals(lines)) {
            Files.writeString(FILE, String.join("\n", more) + "\n");
        }
    }
}
