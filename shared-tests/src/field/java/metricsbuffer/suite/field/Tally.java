package metricsbuffer.suite.field;

/**
 * What several runs of a scene came to.
 *
 * @param runs how many there were
 * @param off in how many of them the books did not balance
 * @param sum all books together
 * @param first the books of the first run that was off, in words, or empty
 */
record Tally(int runs, int off, Outcome sum, String first) {

    static final Tally NOTHING = new Tally(0, 0, Outcome.NOTHING, "");

    /** One run, one outcome. */
    interface Scene {
        Outcome play() throws InterruptedException;
    }

    static Tally of(int runs, Scene scene) throws InterruptedException {
        Tally tally = NOTHING;
        for (int run = 0; run < runs; run++) {
            tally = tally.plus(scene.play());
        }
        return tally;
    }

    private Tally plus(Outcome outcome) {
        boolean balanced = outcome.balanced();
        return new Tally(runs + 1, balanced ? off : off + 1, sum.plus(outcome),
                first.isEmpty() && !balanced ? outcome.text() : first);
    }
}
