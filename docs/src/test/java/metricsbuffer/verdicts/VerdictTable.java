package metricsbuffer.verdicts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.verdict.Column;
import metricsbuffer.suite.verdict.Expectations;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.VerdictLog;

/** Modules x rules, from what this build's tests have left in each module's {@code target/verdicts}. */
final class VerdictTable {

    private static final int WIDTH = 16;

    private final List<Column> columns;

    private VerdictTable(List<Column> columns) {
        this.columns = columns;
    }

    /** Reads the columns of all modules below the root of the repository. */
    static VerdictTable read(Path root) {
        return new VerdictTable(Modules.ALL.stream().map(root::resolve)
                .map(folder -> new Column(Expectations.of(folder), new VerdictLog(folder).read())).toList());
    }

    /** The table as text. */
    String print() {
        StringBuilder out = new StringBuilder();
        out.append("%n  MODULES x RULES%48s%n%n".formatted("build " + VerdictLog.stamp()));
        out.append("  %-9s".formatted("rule"));
        columns.forEach(column -> out.append(("%-" + WIDTH + "s").formatted(column.module())));
        out.append("%n".formatted());
        for (Rule rule : Rule.values()) {
            out.append("  %-9s".formatted(rule.id()));
            columns.forEach(column -> out.append(("%-" + WIDTH + "s").formatted(column.cell(rule).text())));
            out.append("%n".formatted());
        }
        out.append("%n  holds         no scenario saw the rule broken%n".formatted());
        out.append("  violated      seen broken, and declared so (module.properties)%n".formatted());
        out.append("  not promised  the strategy does not promise this one%n".formatted());
        out.append("  CAPITALS      not as declared; the module's tests say where%n".formatted());
        for (Column column : columns) {
            if (!column.stress().isEmpty()) {
                out.append("%n  stress on %s: what was seen, not a verdict%n".formatted(column.module()));
                column.stress().forEach(line -> out.append("    ").append(line).append("%n".formatted()));
            }
        }
        return out.toString();
    }

    /** The table as a page of HTML, with what was seen, and the exercises that were judged in this build. */
    String page(List<JudgedExercise> exercises) {
        return VerdictPage.of(columns, exercises);
    }

    /** What is wrong with the table: a cell not as declared, or a rule that some modules have run and others not. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            long run = columns.stream().filter(column -> column.cell(rule).run()).count();
            for (Column column : columns) {
                Column.Cell cell = column.cell(rule);
                if (!cell.asDeclared()) {
                    faults.add("%s %s: %s".formatted(column.module(), rule.id(), cell.text()));
                } else if (run > 0 && !cell.run()) {
                    faults.add("%s %s: not run, although others have run it".formatted(column.module(), rule.id()));
                }
            }
        }
        return faults;
    }

    /** Whether any module has left a verdict in this build. */
    boolean isEmpty() {
        return columns.stream().allMatch(column -> Arrays.stream(Rule.values())
                .noneMatch(rule -> column.cell(rule).run()));
    }
}
