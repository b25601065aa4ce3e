package metricsbuffer.suite.verdict;

import java.util.EnumMap;
import java.util.List;
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
        Expectation expectation = expectations.of(rule);
        boolean broken = verdicts.stream().anyMatch(verdict -> verdict.outcome() == Outcome.BROKEN);
        boolean violated = verdicts.stream().anyMatch(verdict -> verdict.outcome() == Outcome.VIOLATED);
        if (verdicts.isEmpty()) {
            return new Cell("not run", true, false);
        } else if (notJudged(verdicts) == verdicts.size()) {
            return new Cell("not judged", true, true);
        } else if (broken) {
            return new Cell("NO VERDICT", false, true);
        } else if (violated) {
            return switch (expectation) {
                case HOLDS -> new Cell("VIOLATED", false, true);
                case VIOLATED -> new Cell("violated", true, true);
                case NOT_PROMISED -> new Cell("not promised", true, true);
            };
        }
        return switch (expectation) {
            case HOLDS -> new Cell("holds", true, true);
            case VIOLATED -> new Cell("NOT SEEN", false, true);
            case NOT_PROMISED -> new Cell("not promised", true, true);
        };
    }

    /** The column as text, with what was seen. */
    public String print() {
        StringBuilder out = new StringBuilder();
        out.append("%n%s: the rules, judged in build %s%n".formatted(module(), VerdictLog.stamp()));
        for (Rule rule : Rule.values()) {
            Cell cell = cell(rule);
            String found = cell.run() ? seen(rule, 110)
                    : "(not in this build; mvn verify runs the consumer as a whole)";
            out.append("  %s  %-12s  %s%n".formatted(rule.id(), cell.text(), found));
            if (!cell.asDeclared()) {
                out.append("           %s%n           look at: %s%n".formatted(rule.text(), rule.lookAt()));
            }
        }
        contents.stress().forEach(line -> out.append("  stress   %s%n".formatted(line)));
        long off = cells.values().stream().filter(cell -> !cell.asDeclared()).count();
        out.append(off == 0 ? "  As %s declares.%n".formatted(module())
                : "  %d NOT as %s declares (capitals).%n".formatted(off, module()));
        return out.toString();
    }

    /**
     * What was seen of a rule: how many scenarios broke it and what the first of those saw, or how many held.
     *
     * @param length how many characters at most; what is left out is replaced by three dots
     */
    public String seen(Rule rule, int length) {
        List<Verdict> verdicts = verdicts(rule);
        List<Verdict> violated = verdicts.stream().filter(v -> v.outcome() == Outcome.VIOLATED).toList();
        String judged = scenarios(verdicts.size()) + verdicts.stream()
                .filter(v -> v.outcome() == Outcome.NOT_JUDGED).findFirst()
                .map(first -> ", %d %s".formatted(notJudged(verdicts), first.seen())).orElse("");
        String seen = violated.isEmpty() ? judged
                : "in %d of %s: %s".formatted(violated.size(), judged, violated.get(0).seen());
        return seen.length() <= length ? seen : seen.substring(0, length - 3) + "...";
    }

    /** What the scenarios of a rule saw. */
    public List<Verdict> verdicts(Rule rule) {
        return contents.verdicts().stream().filter(verdict -> verdict.rule() == rule).toList();
    }

    private static long notJudged(List<Verdict> verdicts) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == Outcome.NOT_JUDGED).count();
    }

    private static String scenarios(int count) {
        return count == 1 ? "1 scenario" : count + " scenarios";
    }
}
