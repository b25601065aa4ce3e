package metricsbuffer.verdicts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.verdict.Column;
import metricsbuffer.suite.verdict.Expectations;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.VerdictLog;

/** Modules x rules, from what this build's tests have left in each module's {@code target/verdicts}. */
final class VerdictTable {

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
        StringBuilder out = new StringBuilder("%n  MODULES x RULES%48s%n%n".formatted("build " + VerdictLog.stamp()));
        out.append(row("rule", Column::module));
        for (Rule rule : Rule.values()) {
            out.append(row(rule.id(), column -> column.cell(rule).text()));
        }
        out.append("""

                  holds         no scenario saw the rule broken
                  violated      seen broken, and declared so (module.properties)
                  not promised  the strategy does not promise this one
                  CAPITALS      not as declared; the module's tests say where
                """);
        columns.stream().filter(column -> !column.stress().isEmpty()).forEach(column -> {
            out.append("%n  stress on %s: what was seen, not a verdict%n".formatted(column.module()));
            column.stress().forEach(line -> out.append("    %s%n".formatted(line)));
        });
        return out.toString();
    }

    private String row(String first, Function<Column, String> cell) {
        return columns.stream().map(column -> "%-16s".formatted(cell.apply(column)))
                .collect(Collectors.joining("", "  %-9s".formatted(first), "%n".formatted()));
    }

    /** The table as a page of HTML, with what was seen, and the exercises that were judged in this build. */
    String page(List<JudgedExercise> exercises) {
        return VerdictPage.of(columns, exercises);
    }

    /** What is kept of the table. */
    RecordedVerdicts recorded(String commit) {
        return RecordedVerdicts.of(columns, commit);
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
