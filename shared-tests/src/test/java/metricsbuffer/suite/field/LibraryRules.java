package metricsbuffer.suite.field;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    private final Contract contract;
    private final Supplier<FieldBuffer> open;

    LibraryRules(Contract contract, Supplier<FieldBuffer> open) {
        this.contract = contract;
        this.open = open;
    }

    @Test
    void load() {
        judge("load (%d collecting)".formatted(contract.collectors()),
                () -> Load.recordWhileCollecting(contract.kind(), contract.collectors(), open));
    }

    @Test
    void recordThenCollect() {
        String scenario = "record, then collect (4 threads)";
        if (contract.rules().contains(Rule.R105)) {
            judge(scenario, () -> Load.recordThenCollect(contract.kind(), open));
        } else {
            FieldReport.add(contract.libraryAndVersion(), scenario, Runs.NONE,
                    "not judged: " + Rule.R105.id() + " is not promised");
        }
    }

    /** Every run must be exact: that is promised. */
    private void judge(String scenario, Supplier<Balance> played) {
        Runs runs = Runs.of(ROUNDS, played);
        FieldReport.add(contract.libraryAndVersion(), scenario, runs,
                runs.off() == 0 ? "kept its promise" : "PROMISE BROKEN: " + runs.first());
        assertEquals(0, runs.off(), () -> "runs of %d that were off: %s, %s, promised %s, first: %s".formatted(
                runs.count(), contract.libraryAndVersion(), scenario,
                contract.rules().stream().map(Rule::id).toList(), runs.first()));
    }

    /** A forced scene says itself what it records and what is delivered. */
    final void judgeForced(String scene, Consumer<SceneUnits> played) {
        judge("forced: " + scene, () -> SceneUnits.balanceOf(played));
    }

    /** No run need be exact: no such promise is made. What is seen is reported, and never a failure. */
    final void observe(String scenario, String what, Supplier<Balance> played) {
        Runs runs = Runs.of(ROUNDS, played);
        FieldReport.add(contract.libraryAndVersion(), scenario, runs,
                "promises less: " + (runs.off() == 0 ? "nothing amiss this time" : what));
    }

    final void observeForced(String scene, String what, Consumer<SceneUnits> played) {
        observe("forced: " + scene, what, () -> SceneUnits.balanceOf(played));
    }

    /** Another thread does something, and has done it when this returns. */
    static void meanwhile(Actor.Step step) {
        Load.together(List.of(step), () -> {});
    }
}
