package metricsbuffer.suite.explore;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;

/** What the sink throws when it refuses a total. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refusal() {
        super("refused", null, true, false); // a buffer may add suppressed ones; no stack trace
    }

    /** Whether an exception is one, or has one as its cause, or suppressed. */
    static boolean isIn(Throwable thrown) {
        return isIn(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** @param seen causes may lead back to where they began */
    private static boolean isIn(Throwable thrown, Set<Throwable> seen) {
        return thrown != null && seen.add(thrown) && (thrown instanceof Refusal || isIn(thrown.getCause(), seen)
                || Stream.of(thrown.getSuppressed()).anyMatch(suppressed -> isIn(suppressed, seen)));
    }
}
