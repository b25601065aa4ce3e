package metricsbuffer.verdicts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import metricsbuffer.markdown.Markdown;
import metricsbuffer.suite.verdict.Column;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import metricsbuffer.suite.verdict.VerdictLog;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/**
 * The verdict table as one HTML page that needs nothing else: no network, no script. It reads on a phone and on paper,
 * and in black and white, because a cell has its colour from its words.
 */
final class VerdictPage {

    private final List<Column> columns;
    private final List<String> lines = new ArrayList<>();

    private VerdictPage(List<Column> columns) {
        this.columns = columns;
    }

    static String of(List<Column> columns, List<JudgedExercise> exercises) {
        VerdictPage page = new VerdictPage(columns);
        page.verdicts();
        page.rules();
        page.stress();
        page.exercises(exercises);
        String body = Markdown.html(Markdown.parse(String.join("\n", page.lines)),
                (node, tag, attributes) -> style(node, attributes));
        return Markdown.page("Verdicts: modules x rules", Markdown.class, "page.css",
                "<div class=\"verdicts\">\n" + body + "</div>\n");
    }

    private void verdicts() {
        lines.add("# Verdicts: modules × rules");
        lines.add("Build %s; Java %s (%s), %s %s, %d CPUs".formatted(VerdictLog.stamp(),
                System.getProperty("java.version"), System.getProperty("java.vm.vendor"), System.getProperty("os.name"),
                System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors()));
        List<String> head = new ArrayList<>(List.of("rule"));
        columns.forEach(column -> head.add(column.module()));
        List<String> table = Markdown.table(head);
        for (Rule rule : Rule.values()) {
            List<String> row = new ArrayList<>(List.of("[%1$s](#%1$s)".formatted(rule.id())));
            for (Column column : columns) {
                Column.Cell cell = column.cell(rule);
                row.add(cell.text() + (cell.run() ? "<br>" + small(column.seen(rule, 90)) : ""));
            }
            table.add(Markdown.row(row));
        }
        addTable(table);
        lines.add("""
                holds: no scenario saw the rule broken. violated: seen broken, and declared so by the module.
                not promised: the strategy does not promise this rule. Capitals: not as declared. Verdicts come from
                forced interleavings, model checking and the system tests; stress is listed apart, because what it does
                not see may be there all the same.
                """);
    }

    private void rules() {
        lines.add("## The rules, and what was seen");
        for (Rule rule : Rule.values()) {
            lines.add("### " + rule.id());
            lines.add(Markdown.literal(rule.text()) + ".<br>"
                    + small("When it is broken, look at: " + rule.lookAt() + ".") + "\n");
            for (Column column : columns) {
                column.verdicts(rule).stream().filter(verdict -> verdict.outcome() != Outcome.HELD)
                        .map(verdict -> seen(column, verdict)).forEach(lines::add);
            }
        }
    }

    private static String seen(Column column, Verdict verdict) {
        return "- " + Markdown.literal(column.module() + ": " + verdict.seen()) + " `" + verdict.scenario() + "`";
    }

    private void stress() {
        List<Column> stressed = columns.stream().filter(column -> !column.stress().isEmpty()).toList();
        if (!stressed.isEmpty()) {
            lines.add("## Stress: seen n of m");
        }
        for (Column column : stressed) {
            lines.add("### " + column.module());
            lines.add("```");
            lines.addAll(column.stress());
            lines.add("```");
        }
    }

    private void exercises(List<JudgedExercise> exercises) {
        if (exercises.isEmpty()) {
            return;
        }
        lines.add("## The exercises, judged by the rules R1 to R5");
        List<String> table = Markdown.table("exercise", "change", "the suite saw broken", "scenarios", "its answer");
        exercises.forEach(exercise -> table.add(Markdown.row(exercise.id(), Markdown.literal(exercise.title()),
                exercise.rules(), Integer.toString(exercise.scenarios()),
                exercise.asAnswered() ? "says the same" : "SAYS OTHERWISE")));
        addTable(table);
    }

    /** In a box that it can be moved in, where the screen is narrower than it is. */
    private void addTable(List<String> table) {
        lines.add("\n<div class=\"scroll\">\n");
        lines.addAll(table);
        lines.add("\n</div>\n");
    }

    private static String small(String text) {
        return "<small>" + Markdown.literal(text) + "</small>";
    }

    /** A rule has an anchor, and a cell the class that its first words stand for. */
    private static void style(Node node, Map<String, String> attributes) {
        String words = node.getFirstChild() instanceof Text text ? text.getLiteral() : "";
        if (node instanceof Heading && words.startsWith("MB-R")) {
            attributes.put("id", words);
        } else if (node instanceof TableCell) {
            switch (words) {
                case "holds", "violated" -> attributes.put("class", words);
                case "not promised" -> attributes.put("class", "open");
                case "not run", "not judged" -> attributes.put("class", "none");
                case "VIOLATED", "NOT SEEN", "NO VERDICT", "SAYS OTHERWISE" -> attributes.put("class", "fault");
                default -> { }
            }
        }
    }
}
