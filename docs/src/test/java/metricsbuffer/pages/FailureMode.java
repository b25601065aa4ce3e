package metricsbuffer.pages;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metricsbuffer.markdown.Markdown;

/** A page of {@code docs/failure-modes}: its ID, its name, and the rules that it says are broken. */
record FailureMode(String id, String name, Set<String> breaks, Page page) {

    static final Path FOLDER = Repository.ROOT.resolve("docs/failure-modes");

    private static final Pattern TITLE = Pattern.compile("# (MB-F\\d{2}): (.+)");
    private static final Pattern BREAKS = Pattern.compile("\\*\\*Breaks:\\*\\* .*");
    private static final Pattern RULE = Pattern.compile("MB-R\\d{3}");

    /** All of them, in order. */
    static List<FailureMode> all() throws IOException {
        List<FailureMode> all = new ArrayList<>();
        for (Path file : Repository.files(".md")) {
            if (file.getParent().equals(FOLDER) && file.getFileName().toString().startsWith("MB-F")) {
                all.add(read(Page.read(file)));
            }
        }
        return all;
    }

    static List<FailureMode> breaking(String rule) throws IOException {
        return all().stream().filter(mode -> mode.breaks().contains(rule)).toList();
    }

    private static FailureMode read(Page page) throws IOException {
        Matcher title = TITLE.matcher(page.lines().get(0));
        String breaks = page.lines().stream().filter(line -> BREAKS.matcher(line).matches()).findFirst().orElse(null);
        if (!title.matches() || breaks == null) {
            throw new AssertionError(page + " must begin with '# MB-Fnn: name' and have a line"
                    + " '**Breaks:** [MB-R101](../rules.md#MB-R101), ...', or '**Breaks:** none of the rules ...'");
        }
        Set<String> rules = new TreeSet<>();
        for (MatchResult match : RULE.matcher(breaks).results().toList()) {
            rules.add(match.group());
        }
        return new FailureMode(title.group(1), title.group(2), rules, page);
    }

    /** All of them, with what they break. */
    static List<String> table() throws IOException {
        List<String> lines = Markdown.table("failure mode", "breaks");
        for (FailureMode mode : all()) {
            String rules = mode.breaks().stream().map(rule -> "[" + rule + "](../rules.md#" + rule + ")")
                    .collect(Collectors.joining(", "));
            lines.add(Markdown.row("[" + mode.id() + "](" + mode.id() + ".md): " + mode.name(), rules));
        }
        return lines;
    }
}
