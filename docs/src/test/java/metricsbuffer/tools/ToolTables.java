package metricsbuffer.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import metricsbuffer.markdown.Markdown;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.tools.Judgements.CountsAs;

/** The tables of {@code docs/tools.md}, made of the record. */
public final class ToolTables {

    private static final Path ROOT = Path.of("..");
    private static final String FOUND_TABLE = "tools: found";
    private static final String ASKED_TABLE = "tools: asked";
    /** The tools whose words are judged by hand; what the others say is a violation that they have seen. */
    static final Set<String> READERS = Set.of("spotbugs", "errorprone", "guarded-by", "pmd", "take-and-reset");

    /** What a tool is worth for a buffer. */
    enum Cell {
        FOUND("**found**"),
        BESIDE("beside"),
        NOTHING("-"),
        ACCUSES("*accuses*"),
        NOT_RUN("not run");

        private final String shown;

        Cell(String shown) {
            this.shown = shown;
        }
    }

    private final ToolRecord record;
    private final Judgements judgements;
    private final List<Subject> subjects;

    private ToolTables() throws IOException {
        record = ToolRecord.read(ROOT);
        judgements = Judgements.read(ROOT);
        subjects = Subject.all(ROOT);
    }

    /** What a page calls the tables. */
    public static List<String> names() {
        return List.of(FOUND_TABLE, ASKED_TABLE);
    }

    /** The lines of a table. */
    public static List<String> of(String name) throws IOException {
        return name.equals(FOUND_TABLE) ? new ToolTables().found() : new ToolTables().asked();
    }

    static Cell cell(Subject subject, Answer answer, Judgements judgements) {
        if (!answer.notRun().isEmpty()) {
            return Cell.NOT_RUN;
        }
        if (!READERS.contains(answer.tool())) {
            return answer.said().stream().allMatch(said -> isGivenUp(subject, said)) ? Cell.NOTHING
                    : subject.right() ? Cell.ACCUSES : Cell.FOUND;
        }
        Set<CountsAs> said = answer.said().stream()
                .map(one -> judgements.of(answer.tool(), one, subject.name()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(CountsAs.class)));
        if (said.contains(CountsAs.NAMES)) {
            return subject.right() ? Cell.ACCUSES : Cell.FOUND;
        } else if (said.contains(CountsAs.ACCUSES)) {
            return subject.right() ? Cell.ACCUSES : Cell.BESIDE;
        }
        return said.contains(CountsAs.BESIDE) ? Cell.BESIDE : Cell.NOTHING;
    }

    private static boolean isGivenUp(Subject subject, String said) {
        Set<Rule> rules = Rule.namedIn(said);
        return !rules.isEmpty() && subject.givenUp().containsAll(rules);
    }

    private List<String> found() {
        List<String> head = new ArrayList<>(List.of("buffer", "is"));
        record.tools().forEach(tool -> head.add(tool.name()));
        List<String> lines = Markdown.table(head);
        for (Subject subject : subjects) {
            List<String> cells = new ArrayList<>(List.of(subject.name(), subject.right() ? "right" : "wrong"));
            for (ToolRecord.Asked tool : record.tools()) {
                Answer answer = answer(tool, subject);
                Cell cell = cell(subject, answer, judgements);
                cells.add(cell.shown + (answer.seen().isEmpty() || cell == Cell.NOTHING ? "" : " " + answer.seen()));
            }
            lines.add(Markdown.row(cells));
        }
        long wrong = subjects.stream().filter(subject -> !subject.right()).count();
        lines.add(total("**found, of " + wrong + " wrong ones**", tool -> count(tool, false, Cell.FOUND)));
        lines.add(total("not asked about, of these", tool -> count(tool, false, Cell.NOT_RUN)));
        lines.add(total("**accused, of " + (subjects.size() - wrong) + " right ones**",
                tool -> count(tool, true, Cell.ACCUSES)));
        lines.add(total("not asked about, of these", tool -> count(tool, true, Cell.NOT_RUN)));
        return lines;
    }

    private String total(String what, Function<ToolRecord.Asked, Long> count) {
        List<String> cells = new ArrayList<>(List.of(what, ""));
        record.tools().forEach(tool -> cells.add(Long.toString(count.apply(tool))));
        return Markdown.row(cells);
    }

    private long count(ToolRecord.Asked tool, boolean right, Cell cell) {
        return subjects.stream().filter(subject -> subject.right() == right
                && cell(subject, answer(tool, subject), judgements) == cell).count();
    }

    private Answer answer(ToolRecord.Asked tool, Subject subject) {
        return record.answers().stream()
                .filter(answer -> answer.tool().equals(tool.id()) && answer.subject().equals(subject.name()))
                .findFirst().orElseThrow(() -> new IllegalArgumentException(
                        "docs/measured/tools.json has no answer of " + tool.id() + " about " + subject.name()));
    }

    private List<String> asked() throws IOException {
        List<String> lines = Markdown.table("tool", "`-Dtools=`", "version", "seconds for all", "load", "JDK", "date");
        for (Tool tool : ToolsRun.tools()) {
            lines.add(record.tools().stream().filter(asked -> asked.id().equals(tool.id())).findFirst()
                    .map(ToolTables::asked)
                    .orElse(Markdown.row(tool.name(), "`" + tool.id() + "`", "not in this record", "", "", "", "")));
        }
        return lines;
    }

    private static String asked(ToolRecord.Asked tool) {
        return Markdown.row(tool.name(), "`" + tool.id() + "`", tool.version(),
                String.format(Locale.ROOT, "%,.0f", tool.seconds()), String.format(Locale.ROOT, "%.0f", tool.load()),
                tool.jdk().replaceFirst(",.*", ""), tool.date());
    }
}
