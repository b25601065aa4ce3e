package metricsbuffer.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import metricsbuffer.suite.verdict.Rule;

/**
 * Every wording that a rule ever had, in a file that only grows: one a line, with the rule's ID and a number, tabs
 * between. So a citation of a rule's wording can be looked up after the wording has changed.
 */
record Wordings(List<String> lines) {

    static final Path FILE = Repository.ROOT.resolve("docs/rules-wording.tsv");

    static Wordings read() throws IOException {
        return new Wordings(Files.readAllLines(FILE));
    }

    /** The number of the rule's last wording; 0 if it has none yet. */
    int number(Rule rule) {
        return (int) lines.stream().filter(line -> line.startsWith(rule.id() + "\t")).count();
    }

    boolean isLast(Rule rule) {
        return lines.contains(line(rule, number(rule)));
    }

    /** Adds the present wordings of those rules that have changed. */
    void update() throws IOException {
        String changed = Arrays.stream(Rule.values()).filter(rule -> !isLast(rule))
                .map(rule -> line(rule, number(rule) + 1) + "\n").collect(Collectors.joining());
        Files.writeString(FILE, changed, StandardOpenOption.APPEND);
    }

    private static String line(Rule rule, int number) {
        return rule.id() + "\t" + number + "\t" + rule.text();
    }
}
