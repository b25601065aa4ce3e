package metricsbuffer.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metricsbuffer.markdown.Markdown;

/**
 * The same bug in a public project: a line of {@code docs/elsewhere.tsv}. Its cells are Markdown, with links as from
 * {@code docs}.
 *
 * @param modes the failure modes, such as {@code F01, then F05 (I)}
 * @param wrong what was wrong with what was done, and what was done then; empty if nothing is known of that
 * @param label how far it was verified
 */
record PublicCase(String where, String happened, String modes, String done, String wrong, String label) {

    static final Path FILE = Repository.ROOT.resolve("docs/elsewhere.tsv");

    private static final Pattern MODE = Pattern.compile("\\bF\\d{2}\\b");
    private static final List<String> HEAD = List.of("where, when", "what happened", "mode", "what was done", "label");

    static List<PublicCase> all() throws IOException {
        return Files.readAllLines(FILE).stream().skip(1).map(PublicCase::of).toList();
    }

    private static PublicCase of(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 6 || cells[0].isEmpty() || cells[1].isEmpty() || !MODE.matcher(cells[2]).find()
                || cells[3].isEmpty() || !cells[5].matches("[DTS]\\b.*") || line.contains("|")) {
            throw new IllegalArgumentException(Repository.name(FILE) + " must have six cells in a line, tabs between"
                    + " and none empty but the fifth, a mode such as F01 in the third, D, T or S in the last: " + line);
        }
        return new PublicCase(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
    }

    /** The IDs of the failure modes that it is a case of. */
    SortedSet<String> ids() {
        return MODE.matcher(modes).results().map(mode -> "MB-" + mode.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All of them, for {@code docs/elsewhere.md}. */
    static List<String> table() throws IOException {
        List<String> lines = Markdown.table(HEAD);
        for (PublicCase each : all()) {
            lines.add(Markdown.row(each.where, each.happened, each.modes(""),
                    each.done + (each.wrong.isEmpty() ? "" : " ([and then](#wrong-fixes))"), each.label));
        }
        return lines;
    }

    /** Those whose fix was wrong or not enough, for {@code docs/elsewhere.md}: by the first thing that each names. */
    static List<String> wrongFixes() throws IOException {
        List<String> lines = Markdown.table("where", "what was done", "what was wrong, and then");
        for (PublicCase each : all()) {
            if (!each.wrong.isEmpty()) {
                lines.add(Markdown.row(each.where.replaceFirst("[,; ].*", ""), each.done, each.wrong));
            }
        }
        return lines;
    }

    /** Those of a failure mode, for its page. */
    static List<String> of(FailureMode mode) throws IOException {
        List<String> lines = Markdown.table(HEAD);
        for (PublicCase each : all()) {
            if (each.ids().contains(mode.id())) {
                String done = each.done + (each.wrong.isEmpty() ? "" : ". **But:** " + each.wrong);
                lines.add(Markdown.row(List.of(each.where, each.happened, each.modes(mode.id()), done, each.label)
                        .stream().map(PublicCase::fromFailureModes).toList()));
            }
        }
        return lines;
    }

    /** With links, but for the mode whose page this is on. */
    private String modes(String here) {
        return MODE.matcher(modes).replaceAll((MatchResult mode) -> here.equals("MB-" + mode.group()) ? mode.group()
                : "[%1$s](failure-modes/MB-%1$s.md)".formatted(mode.group()));
    }

    private static String fromFailureModes(String cell) {
        return cell.replaceAll("]\\((?!https?:)", "](../").replace("](../failure-modes/", "](");
    }
}
