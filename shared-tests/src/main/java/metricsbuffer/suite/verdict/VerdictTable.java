package metricsbuffer.suite.verdict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Modules x rules, from what this build's tests have left in each module's {@code target/verdicts}. */
public final class VerdictTable {

    /** The modules in the order in which they are read. */
    public static final List<String> MODULES = List.of("buggy", "fix-snapshot", "fix-lock", "fix-concurrent");

    private static final int WIDTH = 16;

    private final List<Column> columns;

    private VerdictTable(List<Column> columns) {
        this.columns = columns;
    }

    /** Reads the columns of all modules below the root of the repository. */
    public static VerdictTable read(Path root) {
        return new VerdictTable(MODULES.stream().map(root::resolve)
                .map(folder -> Column.of(Expectations.of(folder), new VerdictLog(folder).read())).toList());
    }

    /** The table as text. */
    public String print() {
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
    public String page(List<JudgedExercise> exercises) {
        return new VerdictPage(columns, exercises).render();
    }

    /** What is wrong with the table: a cell not as declared, or a rule that some modules have run and others not. */
    public List<String> faults() {
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
    public boolean isEmpty() {
        return columns.stream().allMatch(column -> Arrays.stream(Rule.values())
                .noneMatch(rule -> column.cell(rule).run()));
    }
}
