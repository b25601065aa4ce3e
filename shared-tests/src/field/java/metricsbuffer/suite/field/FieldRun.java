package metricsbuffer.suite.field;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.Consumer;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A library before the rules that follow from its own documentation. A subclass says what the documentation promises,
 * adapts the library, and adds forced scenes where the library has a seam.
 */
@ExtendWith(FieldReport.class)
abstract class FieldRun {

    /** How often each load is repeated: {@code -Dfield.rounds}. */
    static final int ROUNDS = Integer.getInteger("field.rounds", 10);

    abstract Promise promise();

    abstract FieldBuffer open();

    @Test
    void load() throws InterruptedException {
        judge("load (%d collecting)".formatted(promise().collectors()), ROUNDS,
                () -> Load.recordWhileCollecting(promise(), this::open));
    }

    @Test
    void recordThenCollect() throws InterruptedException {
        String scene = "record, then collect (4 threads)";
        if (promise().includes(Rule.R105)) {
            judge(scene, ROUNDS, () -> Load.recordThenCollect(promise(), this::open));
        } else {
            FieldReport.add(promise(), scene, Tally.NOTHING, FieldReport.Verdict.NOT_JUDGED,
                    Rule.R105.id() + " is not promised");
        }
    }

    /** The books must balance every time: that is promised. */
    final void judge(String scene, int runs, Tally.Scene played) throws InterruptedException {
        Tally tally = Tally.of(runs, played);
        boolean kept = tally.off() == 0;
        FieldReport.add(promise(), scene, tally,
                kept ? FieldReport.Verdict.KEPT : FieldReport.Verdict.BROKEN, tally.first());
        if (!kept) {
            fail("%s %s, %s, promised %s: off in %d of %d runs, first: %s".formatted(promise().library(),
                    promise().version(), scene, promise().ruleIds(), tally.off(), tally.runs(), tally.first()));
        }
    }

    /** The books need not balance: no such promise is made. What is seen is reported, and never a failure. */
    final void observe(String scene, String what, int runs, Tally.Scene played) throws InterruptedException {
        Tally tally = Tally.of(runs, played);
        FieldReport.add(promise(), scene, tally, FieldReport.Verdict.LESS,
                tally.off() == 0 ? "nothing amiss this time" : what);
    }

    /** A scene without threads of its own: what it records and delivers is entered by hand. */
    final Outcome byHand(Consumer<Ledger> scene) {
        Ledger ledger = new Ledger();
        scene.accept(ledger);
        return ledger.outcome();
    }
}
