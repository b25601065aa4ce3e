package metricsbuffer.suite.explore;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import metricsbuffer.suite.explore.Verdict.Kind;
import metricsbuffer.suite.port.BufferPort;

/** How a run ends whose threads have all returned: flushes a last time, and closes the books. Used once. */
final class Closing {

    private final ExploredScenario scenario;
    private final BufferPort buffer;
    private final Books books;
    private final Clock clock;
    private final EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final List<String> words = new ArrayList<>();

    Closing(ExploredScenario scenario, BufferPort buffer, Books books, Clock clock) {
        this.scenario = scenario;
        this.buffer = buffer;
        this.books = books;
        this.clock = clock;
    }

    Verdict close(List<Part> parts) {
        parts.forEach(this::thrown);
        boolean died = !kinds.isEmpty();
        if (looksFor(Kind.LEFT) && !died && isAnythingLeft()) {
            is(Kind.LEFT, "left for a later flush");
        }
        boolean torn = isTorn();
        int emissions = books.emissions();
        lastFlush();
        if (books.notPositive()) {
            is(Kind.DOUBLED, "a total of zero or less"); // sums may be right although a total went out twice
        }
        scenario.recorded().forEach(this::compare);
        if ((torn || isTorn()) && !died) { // of a thread that died it is not known what it recorded first
            is(Kind.TORN, "torn");
        }
        if (looksFor(Kind.FLUSHED_TWICE) && emissions > 1) {
            is(Kind.FLUSHED_TWICE, "flushed " + emissions + " times");
        }
        return Verdict.of(kinds, words);
    }

    private boolean looksFor(Kind kind) {
        return scenario.breaks().contains(kind);
    }

    private void is(Kind kind, String said) {
        kinds.add(kind);
        words.add(said);
    }

    private void thrown(Part part) {
        if (part.thrown != null && !(scenario.refused() > 0 && Refusal.isIn(part.thrown))) {
            is(Kind.THREW, "threw " + part.thrown.getClass().getSimpleName());
        }
    }

    private void lastFlush() {
        try {
            if (looksFor(Kind.NO_FLUSH)) {
                recordLate();
            }
            buffer.flush();
        } catch (Run.Stuck stuck) {
            is(Kind.HANGS, "the last flush hangs");
        } catch (NotJudged | LinkageError notJudged) {
            throw notJudged;
        } catch (Throwable thrown) { // an error, too, is an end
            if (!Refusal.isIn(thrown)) {
                is(Kind.THREW, "the last flush threw " + thrown.getClass().getSimpleName());
            }
        }
    }

    private void recordLate() {
        clock.now += 2 * ExploredScenario.INTERVAL;
        buffer.time(0, 1);
        if (books.of(Metric.T) == 0) {
            is(Kind.NO_FLUSH, "the next late record begins no flush");
        }
    }

    private void compare(Metric metric, long recorded) {
        long delivered = books.of(metric);
        if (delivered < recorded) {
            is(Kind.LOST, "lost " + (recorded - delivered) + " of " + metric);
        } else if (delivered > recorded) {
            is(Kind.DOUBLED, "doubled " + (delivered - recorded) + " of " + metric);
        }
    }

    private boolean isAnythingLeft() {
        return scenario.recorded().entrySet().stream().anyMatch(each -> books.of(each.getKey()) < each.getValue());
    }

    private boolean isTorn() {
        List<Metric> cut = scenario.cut();
        return !cut.isEmpty() && books.of(cut.get(1)) > scenario.before(cut.get(1))
                && books.of(cut.get(0)) <= scenario.before(cut.get(0));
    }
}
