package metricsbuffer;

import java.util.Arrays;

/**
 * Several steps of which each is tried, whatever became of those before. At the end the first failure is thrown, the
 * later ones suppressed in it. For one thread.
 *
 * <p>Whatever a step throws counts: an {@code Error}, too, and a checked exception that it does not declare.
 */
public final class Attempts {

    /** So that an exception which is made once and thrown again and again does not grow without end. */
    private static final int MOST_SUPPRESSED = 20;

    private Throwable first;

    /**
     * Tries a step, and keeps what it throws.
     *
     * @return whether it returned
     */
    public boolean run(Runnable step) {
        try {
            step.run();
            return true;
        } catch (Throwable failure) {
            failed(failure);
            return false;
        }
    }

    /** Takes down the failure of a step that was tried elsewhere. */
    public void failed(Throwable failure) {
        if (first == null) {
            first = failure;
        } else if (first != failure) { // an exception cannot be suppressed in itself
            Throwable[] suppressed = first.getSuppressed();
            if (suppressed.length < MOST_SUPPRESSED && !Arrays.asList(suppressed).contains(failure)) {
                first.addSuppressed(failure);
            }
        }
    }

    /** Throws the first failure, as it is. Returns if there was none. */
    public void throwFirstFailure() {
        if (first != null) {
            Attempts.<RuntimeException>throwUnchecked(first);
        }
    }

    /** The compiler takes T for an unchecked exception; at run time there is no such check. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUnchecked(Throwable failure) throws T {
        throw (T) failure;
    }
}
