package metricsbuffer.suite.explore;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the sink throws when it refuses a total. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refusal() {
        super("refused", null, true, false); // a buffer may add suppressed ones; no stack trace
    }

    /** Whether an exception is one, or has one as its cause, or suppressed; they may lead back to where they began. */
    static boolean isIn(Throwable thrown) {
        Set<Throwable> known = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> toLookAt = new ArrayDeque<>();
        for (Throwable each = thrown; each != null; each = toLookAt.poll()) {
            if (each instanceof Refusal) {
                return true;
            }
            if (known.add(each)) {
                toLookAt.addAll(List.of(each.getSuppressed()));
                Optional.ofNullable(each.getCause()).ifPresent(toLookAt::add);
            }
        }
        return false;
    }
}
