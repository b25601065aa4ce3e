package metricsbuffer.suite.verdict;

import java.util.List;

/**
 * The verdict table as one HTML page that needs nothing else: no network, no script. It reads on a phone and on paper,
 * and in black and white, because every cell says in words what its colour says.
 */
public final class VerdictPage {

    private static final String STYLE = """
            :root { color-scheme: light; }
            body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 62rem; margin: 2rem auto;
              padding: 0 1rem; }
            h1 { font-size: 1.5rem; margin-bottom: .2rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; font-size: .9rem; }
            th, td { border: 1px solid #bbb; padding: .3rem .5rem; text-align: left; vertical-align: top; }
            thead th { background: #f0f0f0; }
            td.holds { background: #e8f3e8; } td.violated { background: #fbe3e0; } td.open { background: #fdf6d8; }
            td.fault { background: #b00020; color: #fff; font-weight: bold; } td.none { color: #767676; }
            code, pre { font: .85rem/1.45 ui-monospace, monospace; } pre { overflow-x: auto; margin: 0; }
            dt { font-weight: bold; margin-top: .8rem; } dd { margin-left: 1rem; }
            .seen { color: #8a1c10; } small, .note { color: #555; }
            @media print {
              body { max-width: none; margin: 0; font-size: 10pt; } h2 { break-after: avoid; } tr, dt, dd { break-inside: avoid; }
              td { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
            }
            """;

    private final List<Column> columns;
    private final List<JudgedExercise> exercises;
    private final StringBuilder html = new StringBuilder();

    VerdictPage(List<Column> columns, List<JudgedExercise> exercises) {
        this.columns = columns;
        this.exercises = exercises;
    }

    /** The page. */
    String render() {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>Verdicts: modules x rules</title>\n<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
        html.append("<h1>Verdicts: modules &times; rules</h1>\n<p class=\"note\">Build ").append(escape(VerdictLog.stamp()))
                .append("; ").append(escape(environment())).append("</p>\n");
        table();
        html.append("""
                <p class="note">holds: no scenario saw the rule broken. violated: seen broken, and declared so by the module.
                not promised: the strategy does not promise this rule. Capitals: not as declared. Verdicts come from forced
                interleavings, model checking and the system tests; stress is listed apart, because what it does not see may be
                there all the same.</p>
                """);
        rules();
        stress();
        exercises();
        return html.append("</body>\n</html>\n").toString();
    }

    private void table() {
        html.append("<div class=\"scroll\"><table>\n<thead><tr><th>rule</th>");
        columns.forEach(column -> html.append("<th>").append(escape(column.module())).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (Rule rule : Rule.values()) {
            html.append("<tr><th><a href=\"#").append(rule.id()).append("\">").append(rule.id()).append("</a></th>");
            for (Column column : columns) {
                Column.Cell cell = column.cell(rule);
                html.append("<td class=\"").append(style(cell)).append("\">").append(escape(cell.text()));
                if (cell.run()) {
                    html.append("<br><small>").append(escape(Column.shorten(column.seen(rule), 90))).append("</small>");
                }
                html.append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private static String style(Column.Cell cell) {
        if (!cell.asDeclared()) {
            return "fault";
        }
        return switch (cell.text()) {
            case "holds" -> "holds";
            case "violated" -> "violated";
            case "not run" -> "none";
            default -> "open";
        };
    }

    private void rules() {
        html.append("<h2>The rules, and what was seen</h2>\n<dl>\n");
        for (Rule rule : Rule.values()) {
            html.append("<dt id=\"").append(rule.id()).append("\">").append(rule.id()).append("</dt>\n<dd>")
                    .append(escape(rule.text())).append(".<br><small>When it is broken, look at: ")
                    .append(escape(rule.lookAt())).append(".</small>");
            for (Column column : columns) {
                for (Verdict verdict : column.verdicts(rule)) {
                    if (verdict.outcome() != Verdict.Outcome.HELD) {
                        html.append("<br><span class=\"seen\">").append(escape(column.module())).append(": ")
                                .append(escape(verdict.seen())).append("</span> <small><code>")
                                .append(escape(verdict.scenario())).append("</code></small>");
                    }
                }
            }
            html.append("</dd>\n");
        }
        html.append("</dl>\n");
    }

    private void stress() {
        if (columns.stream().allMatch(column -> column.stress().isEmpty())) {
            return;
        }
        html.append("<h2>Stress: seen n of m</h2>\n");
        for (Column column : columns) {
            if (column.stress().isEmpty()) {
                continue;
            }
            html.append("<h3>").append(escape(column.module())).append("</h3>\n<pre>");
            column.stress().forEach(line -> html.append(escape(line)).append('\n'));
            html.append("</pre>\n");
        }
    }

    private void exercises() {
        if (exercises.isEmpty()) {
            return;
        }
        html.append("<h2>The exercises, judged by the rules R1 to R5</h2>\n<div class=\"scroll\"><table>\n")
                .append("<thead><tr><th>exercise</th><th>change</th><th>the suite saw broken</th><th>scenarios</th>")
                .append("<th>its answer</th></tr></thead>\n<tbody>\n");
        for (JudgedExercise exercise : exercises) {
            html.append("<tr><th>").append(exercise.id()).append("</th><td>").append(escape(exercise.title()))
                    .append("</td><td>").append(exercise.rules()).append("</td><td>").append(exercise.scenarios())
                    .append(exercise.asAnswered() ? "</td><td>says the same" : "</td><td class=\"fault\">SAYS OTHERWISE")
                    .append("</td></tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private static String environment() {
        return "Java %s (%s), %s %s, %d CPUs".formatted(System.getProperty("java.version"),
                System.getProperty("java.vm.vendor"), System.getProperty("os.name"), System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
