package metricsbuffer.suite.model;

import metricsbuffer.suite.model.canary.MarkedByGetAndSet;
import metricsbuffer.suite.port.BufferModule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The model check of the exercises: what a module runs, and a scenario for a mistake that no module invites. */
public abstract class ExerciseModelRules extends ModelRules {

    private final ModelCheck check = new ModelCheck(BufferModule.load());

    @Test
    @Tag("MB-R103")
    void r103_recordBetweenTwoFlushes(TestInfo test) {
        check.judge(test, new RecordBetweenTwoFlushes(), new MarkedByGetAndSet());
    }
}
