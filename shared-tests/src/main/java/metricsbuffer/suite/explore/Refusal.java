package metricsbuffer.suite.explore;

/** What the sink throws when it refuses a total. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refusal() {
        super("refused", null, true, false); // a buffer may add suppressed ones; no stack trace
    }

    /** Whether an exception is one, or has one as its cause, or suppressed. */
    static boolean isIn(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof Refusal) {
                return true;
            }
            for (Throwable suppressed : each.getSuppressed()) {
                if (isIn(suppressed)) {
                    return true;
                }
            }
        }
        return false;
    }
}
