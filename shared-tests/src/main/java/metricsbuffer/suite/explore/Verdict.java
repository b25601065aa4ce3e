package metricsbuffer.suite.explore;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How one schedule ends: when all threads have returned, a last flush follows, and the books are closed.
 *
 * @param kinds what went wrong; none if it was exact
 * @param words "exact", or what went wrong: "lost 10", "threw ConcurrentModificationException"
 */
public record Verdict(Set<Kind> kinds, String words) {

    /** What can go wrong. */
    public enum Kind {
        /** No thread can go on, and not all have returned. */
        HANGS,
        /** A record or a flush threw, and not what the sink threw. */
        THREW,
        /** More was delivered than recorded. */
        DOUBLED,
        /** Less was delivered than recorded. */
        LOST,
        /** Each thread has seen its flush return, and something that it had recorded before has not been emitted. */
        LEFT,
        /** A flush has emitted what was recorded second, and not what was recorded first. */
        TORN,
        /** Records that found one interval over have begun more than one flush. */
        FLUSHED_TWICE,
        /** A record that finds the next interval over begins none, although all is quiet. */
        NO_FLUSH
    }

    static Verdict of(EnumSet<Kind> kinds, List<String> words) {
        return new Verdict(Collections.unmodifiableSet(kinds), words.isEmpty() ? "exact" : String.join(", ", words));
    }
}
