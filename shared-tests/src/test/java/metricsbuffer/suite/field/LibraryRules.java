package metricsbuffer.suite.field;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.verdict.Rule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A library before the rules that follow from its own documentation. A subclass says what the documentation promises,
 * adapts the library, and adds forced scenes where the library has a seam.
 */
@Tag("field")
@ExtendWith(FieldReport.class)
abstract class LibraryRules {

    /** How often each load is repeated: {@code -Dfield.rounds}. */
    static final int ROUNDS = Integer.getInteger("field.rounds", 10);

    abstract Contract contract();

    abstract FieldBuffer open();

    @Test
    void load() {
        judge("load (%d collecting)".formatted(contract().collectors()),
                () -> Load.recordWhileCollecting(contract(), this::open));
    }

    @Test
    void recordThenCollect() {
        String scenario = "record, then collect (4 threads)";
        if (contract().includes(Rule.R105)) {
            judge(scenario, () -> Load.recordThenCollect(contract(), this::open));
        } else {
            FieldReport.add(contract(), scenario, Runs.NONE, FieldReport.Finding.NOT_JUDGED,
                    Rule.R105.id() + " is not promised");
        }
    }

    /** Every run must be exact: that is promised. */
    final void judge(String scenario, Supplier<Balance> played) {
        Runs runs = Runs.of(ROUNDS, played);
        boolean kept = runs.off() == 0;
        FieldReport.add(contract(), scenario, runs,
                kept ? FieldReport.Finding.KEPT : FieldReport.Finding.BROKEN, runs.first());
        if (!kept) {
            fail("%s %s, %s, promised %s: off in %d of %d runs, first: %s".formatted(contract().library(),
                    contract().version(), scenario, contract().ruleIds(), runs.off(), runs.count(), runs.first()));
        }
    }

    /** No run need be exact: no such promise is made. What is seen is reported, and never a failure. */
    final void observe(String scenario, String what, Supplier<Balance> played) {
        Runs runs = Runs.of(ROUNDS, played);
        FieldReport.add(contract(), scenario, runs, FieldReport.Finding.LESS,
                runs.off() == 0 ? "nothing amiss this time" : what);
    }

    /** A forced scene: it says itself what it records and what is delivered. */
    static Balance forced(Consumer<SceneUnits> scene) {
        SceneUnits units = new SceneUnits();
        scene.accept(units);
        return units.balance();
    }

    /** Another thread does something, and has done it when this returns. */
    static void meanwhile(Actor.Step step) {
        Load.together(List.of(step), () -> {});
    }
}
