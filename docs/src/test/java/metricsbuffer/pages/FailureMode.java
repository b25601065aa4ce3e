package metricsbuffer.pages;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metricsbuffer.markdown.Markdown;

/** A page of {@code docs/failure-modes}: its ID, its name, and the rules that it says are broken. */
record FailureMode(String id, String name, SortedSet<String> breaks, Page page) {

    static final Path FOLDER = Repository.ROOT.resolve("docs/failure-modes");

    private static final Pattern TITLE = Pattern.compile("# (MB-F\\d{2}): (.+)");
    private static final Pattern RULE = Pattern.compile("MB-R\\d{3}");

    /** All of them, in order. */
    static List<FailureMode> all() throws IOException {
        return Repository.pages().stream().filter(page -> page.file().getParent().equals(FOLDER)
                && page.file().getFileName().toString().startsWith("MB-F")).map(FailureMode::of).toList();
    }

    private static FailureMode of(Page page) {
        Matcher title = TITLE.matcher(page.lines().get(0));
        Optional<String> breaks = page.lines().stream().filter(line -> line.startsWith("**Breaks:** ")).findFirst();
        if (!title.matches() || breaks.isEmpty()) {
            throw new AssertionError(page + " must begin with '# MB-Fnn: name' and have a line"
                    + " '**Breaks:** [MB-R101](../rules.md#MB-R101), ...', or '**Breaks:** none of the rules ...'");
        }
        return new FailureMode(title.group(1), title.group(2), rules(breaks.get()), page);
    }

    /** The rules that a line names. */
    static SortedSet<String> rules(String line) {
        return RULE.matcher(line).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /** All of them, with what they break. */
    static List<String> table() throws IOException {
        List<String> lines = Markdown.table("failure mode", "breaks");
        for (FailureMode mode : all()) {
            lines.add(Markdown.row("[%1$s](%1$s.md): %2$s".formatted(mode.id, mode.name),
                    mode.breaks.stream().map("[%1$s](../rules.md#%1$s)"::formatted).collect(Collectors.joining(", "))));
        }
        return lines;
    }
}
