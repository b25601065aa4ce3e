package metricsbuffer.suite.field;

import java.util.function.Supplier;

/**
 * What several runs of one scenario came to.
 *
 * @param count how many there were
 * @param off how many of them were not exact
 * @param sum the balance of all together
 * @param first the balance of the first run that was off, in words, or empty
 */
record Runs(int count, int off, Balance sum, String first) {

    static final Runs NONE = new Runs(0, 0, Balance.NOTHING, "");

    /** Plays a scenario several times; each time it makes its balance. */
    static Runs of(int count, Supplier<Balance> scenario) {
        Runs runs = NONE;
        for (int run = 0; run < count; run++) {
            runs = runs.plus(scenario.get());
        }
        return runs;
    }

    private Runs plus(Balance balance) {
        boolean exact = balance.exact();
        return new Runs(count + 1, exact ? off : off + 1, sum.plus(balance),
                first.isEmpty() && !exact ? balance.text() : first);
    }
}
