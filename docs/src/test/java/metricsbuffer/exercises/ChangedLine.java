package metricsbuffer.exercises;

import java.util.List;
import java.util.stream.Stream;
import metricsbuffer.markdown.Markdown;
import metricsbuffer.suite.verdict.Verdict.Outcome;

/**
 * A line that a fix is right by, changed in a copy of the fix, and what one scenario says of the copy. {@code
 * docs/why-the-fixes-are-right.md} has its tables from here; {@link WhyTheFixesAreRightTest} holds each row.
 *
 * @param key by which the page cites it; the letter names the part of the page
 * @param line what the page shows of it
 * @param change what is done to it, in words
 * @param right the text that is changed, which is there once, without indentation
 * @param changed what stands there in its place
 * @param scenario what is run on the copy
 * @param outcome what it says
 */
public record ChangedLine(String key, String line, String change, String right, String changed, String scenario,
        Outcome outcome) {

    private static final String TAKEN_UNDER_THE_LOCK = """
            synchronized (lock) {
            long[] taken = totals;
            totals = new long[taken.length];
            return taken;
            }
            """;
    private static final String TAKEN_IN_TURNS = """
            synchronized (takenBefore) {
            for (int slot = 0; slot < taken.length; slot++) {
            long sum = recorded[slot].sum();
            """;
    private static final String DIFFERENCE = """
            taken[slot] = sum - takenBefore[slot];
            takenBefore[slot] = sum;
            """;
    private static final String CLAIMED = """
            if (lastFlush.compareAndSet(last, now)) { // or else another flush has begun since
            flush();
            }
            } catch (Throwable thrown) { // whatever it is, it must not reach the caller, who only records
            log.warn("Metrics could not be flushed; the totals are kept for the next flush", thrown);
            } finally {
            flushingForRecord.set(false);
            }
            """;

    /** All of them, in the order of the page. */
    static final List<ChangedLine> ALL = List.of(
            red("S1", "compareAndSet(before, after)", "replaced by `set(after)`", "r104RecordsOfAPresentMetric",
                    "} while (!totals.compareAndSet(before, after));",
                    "} while (false);\ntotals.set(after);"),
            red("S2", "before.clone()", "an array that is not `EMPTY` is written to in place", "r101RecordDuringAFlush",
                    "after = before.clone();",
                    "after = before == EMPTY ? before.clone() : before;"),
            red("S3", "totals.getAndSet(EMPTY)", "`get`, then `set`", "r101RecordDuringAFlush",
                    "return totals.getAndSet(EMPTY);",
                    "long[] taken = totals.get();\ntotals.set(EMPTY);\nreturn taken;"),
            red("S4", "totals.getAndSet(EMPTY)", "each total taken by a compare-and-set of its own",
                    "r201CounterThenTimingDuringAFlush",
                    "return totals.getAndSet(EMPTY);", """
                    long[] taken = new long[EMPTY.length];
                    for (int each = 0; each < taken.length; each++) {
                        int slot = each;
                        taken[slot] = totals.getAndUpdate(before -> {
                            long[] after = before.clone();
                            after[slot] = 0;
                            return after;
                        })[slot];
                    }
                    return taken;
                    """),
            green("S5", "compareAndSet(before, after)", "in plain mode, which orders nothing", "r101RecordDuringAFlush",
                    "} while (!totals.compareAndSet(before, after));",
                    "} while (!totals.weakCompareAndSetPlain(before, after));"),

            red("L1", "synchronized (lock)` of `add", "left out", "r104RecordsOfAPresentMetric",
                    "synchronized (lock) {\ntotals[metric.slot()] += amount;",
                    "{\ntotals[metric.slot()] += amount;"),
            red("L2", "synchronized (lock)` of `add", "another lock than that of `take`", "r101RecordDuringAFlush",
                    "synchronized (lock) {\ntotals[metric.slot()] += amount;",
                    "synchronized (metrics) {\ntotals[metric.slot()] += amount;"),
            red("L3", "synchronized (lock)` of `take", "left out", "r103TwoFlushes",
                    "synchronized (lock) {\nlong[] taken = totals;",
                    "{\nlong[] taken = totals;"),
            red("L4", "synchronized (lock)` of `take", "taken twice: to copy, and then to reset",
                    "r101RecordDuringAFlush",
                    TAKEN_UNDER_THE_LOCK, """
                    long[] taken;
                    synchronized (lock) {
                        taken = totals.clone();
                    }
                    synchronized (lock) {
                        totals = new long[taken.length];
                    }
                    return taken;
                    """),
            red("L5", "synchronized (lock)` of `take", "taken anew for each total", "r201CounterThenTimingDuringAFlush",
                    TAKEN_UNDER_THE_LOCK, """
                    long[] taken = new long[ConsumerMetric.ALL.size()];
                    for (int slot = 0; slot < taken.length; slot++) {
                        synchronized (lock) {
                            taken[slot] = totals[slot];
                            totals[slot] = 0;
                        }
                    }
                    return taken;
                    """),
            red("L6", "metric.emit(metrics, total)", "under the lock", "r301RecordersWhileTheSinkBlocksAFlush",
                    "attempts.run(() -> metric.emit(metrics, total))", """
                    attempts.run(() -> {
                        synchronized (lock) {
                            metric.emit(metrics, total);
                        }
                    })"""),

            red("C1", "recorded[metric.slot()].add(amount)", "the sum read, and a new adder put in its place",
                    "r104RecordsOfAPresentMetric",
                    "recorded[metric.slot()].add(amount);", """
                    LongAdder next = new LongAdder();
                    next.add(recorded[metric.slot()].sum() + amount);
                    recorded[metric.slot()] = next;
                    """),
            red("C2", "synchronized (takenBefore)` of `take", "left out", "r103TwoFlushes",
                    "synchronized (takenBefore) {\nfor",
                    "{\nfor"),
            red("C3", "long sum = recorded[slot].sum()", "read before the monitor is taken",
                    "r103RecordBetweenTwoFlushes",
                    TAKEN_IN_TURNS, """
                    for (int slot = 0; slot < taken.length; slot++) {
                    long sum = recorded[slot].sum();
                    synchronized (takenBefore) {
                    """),
            red("C4", "takenBefore[slot] = sum", "the sum read again for it", "r101RecordDuringAFlush",
                    "takenBefore[slot] = sum;",
                    "takenBefore[slot] = recorded[slot].sum();"),
            red("C5", "sum - takenBefore[slot]", "the sum taken, and the adder reset", "r101RecordBetweenTwoFlushes",
                    DIFFERENCE, """
                    taken[slot] = sum;
                    recorded[slot].reset();
                    """),
            red("C6", "sum - takenBefore[slot]", "no mark that is lower than the one before",
                    "OverflowRules.r106RefusedUntilTheSumOverflows",
                    DIFFERENCE, """
                    taken[slot] = Math.max(sum, takenBefore[slot]) - takenBefore[slot];
                    takenBefore[slot] = Math.max(sum, takenBefore[slot]);
                    """),
            red("C7", "recorded[slot].sum()", "nothing: this is the buffer as it is",
                    "r201CounterThenTimingDuringAFlush",
                    "recorded[slot].sum();", "recorded[slot].sum();"),
            green("C8", "recorded[metric.slot()].add(amount)", "under the monitor of `take`: a lock again, and a cut",
                    "r201CounterThenTimingDuringAFlush",
                    "recorded[metric.slot()].add(amount);",
                    "synchronized (takenBefore) {\nrecorded[metric.slot()].add(amount);\n}"),

            red("F1", "attempts.run(...)", "left out: the first exception ends the loop", "r106OneTotalRefused",
                    "if (total > 0 && !attempts.run(() -> metric.emit(metrics, total))) {",
                    "if (total > 0) {\nmetric.emit(metrics, total);\n}\nif (total < 0) {"),
            red("F2", "add(metric, total)", "left out", "r106RefusedAgainAndAgain",
                    "add(metric, total); // back", "// back"),
            red("F3", "add(metric, total)", "the total put in place of what came in meanwhile",
                    "r106RecordOfTheMetricThatIsBeingRefused",
                    "add(metric, total); // back",
                    "synchronized (lock) {\ntotals[metric.slot()] = total;\n} // back"),
            red("F4", "add(metric, total)", "`totals[...] += total` without the lock", "r101RecordDuringARefusal",
                    "add(metric, total); // back",
                    "totals[metric.slot()] += total; // back"),
            red("F5", "add(metric, total)", "recorded, as by `increment`", "r106RefusedTotalWhenTheIntervalIsOver",
                    "add(metric, total); // back",
                    "add(metric, total);\nthrottledFlush(); // back"),
            red("F6", "catch (Throwable failure)", "`RuntimeException`", "r106OneTotalRefusedByAnError",
                    "catch (Throwable failure)", "catch (RuntimeException failure)"),

            red("I1", "lastFlush.compareAndSet(last, now)", "replaced by `set(now)`",
                    "r402OneOfTwoRecordsBeginsTheFlush",
                    "if (lastFlush.compareAndSet(last, now)) {",
                    "lastFlush.set(now);\nif (true) {"),
            red("I2", "flushingForRecord.compareAndSet(false, true)", "left out",
                    "r302ARecordInsideAFlushThatARecordBeganBeginsNone",
                    " || !flushingForRecord.compareAndSet(false, true)", ""),
            red("I3", "lastFlush.accumulateAndGet(...)", "replaced by `set` of the time that was read",
                    "r402AFlushThatIsHeldUpAfterItReadTheClock",
                    "lastFlush.accumulateAndGet(nanoClock.getAsLong(), (last, now) -> now - last > 0 ? now : last);",
                    "lastFlush.set(nanoClock.getAsLong());"),
            red("I4", "now - last <= intervalNanos", "`now <= last + intervalNanos`",
                    "r403TheClockStartsAnywhereAndOverflows",
                    "now - last <= intervalNanos", "now <= last + intervalNanos"),
            red("I5", "flushingForRecord.set(false)", "only where a flush was begun", "r401RecordAfterRecordsWhenLate",
                    CLAIMED, """
                    if (lastFlush.compareAndSet(last, now)) {
                    try {
                    flush();
                    } finally {
                    flushingForRecord.set(false);
                    }
                    }
                    } catch (Throwable thrown) {
                    log.warn("kept", thrown);
                    }
                    """),
            red("I6", "flushingForRecord.set(false)", "only where nothing was thrown",
                    "r303TheBufferGoesOnAfterAFailure",
                    CLAIMED, """
                    if (lastFlush.compareAndSet(last, now)) {
                    flush();
                    }
                    flushingForRecord.set(false);
                    } catch (Throwable thrown) {
                    log.warn("kept", thrown);
                    }
                    """),
            red("I7", "catch (Throwable thrown)", "`RuntimeException`", "r303AFailingSinkDoesNotThrowIntoARecorder",
                    "catch (Throwable thrown)", "catch (RuntimeException thrown)"));

    private static ChangedLine red(String key, String line, String change, String scenario, String right,
            String changed) {
        return new ChangedLine(key, line, change, right, changed, scenario, Outcome.VIOLATED);
    }

    private static ChangedLine green(String key, String line, String change, String scenario, String right,
            String changed) {
        return new ChangedLine(key, line, change, right, changed, scenario, Outcome.HELD);
    }

    /** The fix that is changed; one of them where it is the same in all. */
    String module() {
        return switch (key.charAt(0)) {
            case 'S', 'I' -> "fix-snapshot";
            case 'C' -> "fix-concurrent";
            default -> "fix-lock";
        };
    }

    /** The rows of a part of the page: of the keys with this letter. */
    public static List<String> table(String letter) {
        List<String> table = Markdown.table("", "the line", "changed to", "seen");
        Stream<ChangedLine> rows = ALL.stream().filter(each -> each.key().startsWith(letter));
        rows.map(row -> Markdown.row(row.key(), "`" + row.line() + "`", row.change(), row.seen())).forEach(table::add);
        return table;
    }

    private String seen() {
        return "%s: `%s`, %s".formatted(outcome == Outcome.VIOLATED ? "red" : "green",
                scenario.replaceFirst(".*\\.", ""), Judge.isModelCheck(scenario) ? "model check" : "forced");
    }

    @Override
    public String toString() {
        return key + ": " + line + ": " + change;
    }
}
