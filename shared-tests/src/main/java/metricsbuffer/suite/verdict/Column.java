package metricsbuffer.suite.verdict;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import metricsbuffer.suite.verdict.Expectations.Expectation;
import metricsbuffer.suite.verdict.Verdict.Outcome;

/** One module's column of the verdict table. */
public final class Column {

    /** What a module shows for one rule. */
    public record Cell(String text, boolean asDeclared, boolean run) {}

    private final Expectations expectations;
    private final VerdictLog.Contents contents;
    private final Map<Rule, Cell> cells = new EnumMap<>(Rule.class);

    /** The column of a module, from the verdicts of this build. */
    public Column(Expectations expectations, VerdictLog.Contents contents) {
        this.expectations = expectations;
        this.contents = contents;
        for (Rule rule : Rule.values()) {
            cells.put(rule, judge(rule));
        }
    }

    /** The module's name. */
    public String module() {
        return expectations.module();
    }

    /** What was seen under stress, a line each. */
    public List<String> stress() {
        return contents.stress();
    }

    /** What the module shows for a rule. */
    public Cell cell(Rule rule) {
        return cells.get(rule);
    }

    private Cell judge(Rule rule) {
        List<Verdict> verdicts = verdicts(rule);
        boolean broken = !verdicts(rule, Outcome.BROKEN).isEmpty();
        boolean violated = !verdicts(rule, Outcome.VIOLATED).isEmpty();
        if (verdicts.isEmpty()) {
            return new Cell("not run", true, false);
        } else if (verdicts(rule, Outcome.NOT_JUDGED).size() == verdicts.size()) {
            return new Cell("not judged", true, true);
        } else if (broken && !violated) {
            return new Cell("NO VERDICT", false, true);
        }
        Cell cell = judge(expectations.of(rule), violated);
        // Seen broken is seen broken; that a scenario came to no verdict is a fault all the same.
        return broken ? new Cell(cell.text().toUpperCase(Locale.ROOT), false, true) : cell;
    }

    private static Cell judge(Expectation expectation, boolean violated) {
        return switch (expectation) {
            case HOLDS -> violated ? new Cell("VIOLATED", false, true) : new Cell("holds", true, true);
            case VIOLATED -> violated ? new Cell("violated", true, true) : new Cell("NOT SEEN", false, true);
            case NOT_PROMISED -> new Cell("not promised", true, true);
        };
    }

    /** The column as text, with what was seen. */
    public String print() {
        StringBuilder out = new StringBuilder();
        out.append("%n%s: the rules, judged in build %s%n".formatted(module(), VerdictLog.stamp()));
        for (Rule rule : Rule.values()) {
            Cell cell = cell(rule);
            if (!cell.run() && !expectations.mentions(rule)) {
                continue;
            }
            String found = cell.run() ? seen(rule, 110) : rule.isOfTheConsumer()
                    ? "(not in this build; mvn verify runs the consumer as a whole)"
                    : "(no test of it was in this run)";
            out.append("  %s  %-12s  %s%n".formatted(rule.id(), cell.text(), found));
            if (!cell.asDeclared()) {
                List<Verdict> violated = verdicts(rule, Outcome.VIOLATED);
                out.append("           %s%n           look at: %s%n".formatted(rule.text(),
                        violated.isEmpty() ? rule.lookAt() : violated.get(0).lookAt()));
            }
        }
        contents.stress().forEach(line -> out.append("  stress   %s%n".formatted(line)));
        long off = cells.values().stream().filter(cell -> !cell.asDeclared()).count();
        out.append(off == 0 ? "  As %s declares.%n".formatted(module())
                : "  %d NOT as %s declares (capitals).%n".formatted(off, module()));
        return out.toString();
    }

    /**
     * What was seen of a rule: how many scenarios broke it, how many came to no verdict, and what the first of those saw;
     * or how many held.
     *
     * @param length how many characters at most; what is left out is replaced by three dots
     */
    public String seen(Rule rule, int length) {
        List<Verdict> violated = verdicts(rule, Outcome.VIOLATED);
        List<Verdict> broken = verdicts(rule, Outcome.BROKEN);
        List<Verdict> notJudged = verdicts(rule, Outcome.NOT_JUDGED);
        String all = scenarios(verdicts(rule).size())
                + (notJudged.isEmpty() ? "" : ", %d %s".formatted(notJudged.size(), notJudged.get(0).seen()));
        String none = broken.isEmpty() ? "" : "no verdict in " + broken.size();
        String seen;
        if (!violated.isEmpty()) {
            seen = "in %d of %s%s: %s".formatted(violated.size(), all, none.isEmpty() ? "" : ", " + none,
                    violated.get(0).seen());
        } else {
            seen = broken.isEmpty() ? all : "%s of %s: %s".formatted(none, all, broken.get(0).seen());
        }
        return seen.length() <= length ? seen : seen.substring(0, length - 3) + "...";
    }

    private List<Verdict> verdicts(Rule rule, Outcome outcome) {
        return verdicts(rule).stream().filter(verdict -> verdict.outcome() == outcome).toList();
    }

    /** What the scenarios of a rule saw. */
    public List<Verdict> verdicts(Rule rule) {
        return contents.verdicts().stream().filter(verdict -> verdict.rule() == rule).toList();
    }

    private static String scenarios(int count) {
        return count == 1 ? "1 scenario" : count + " scenarios";
    }
}
