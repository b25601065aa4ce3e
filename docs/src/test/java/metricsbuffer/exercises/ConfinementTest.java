package metricsbuffer.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Confinement as a check and as a comment, by {@link ConfinementRules} alone: the forced scenarios, which bring second
 * threads, see rules of exactly once broken in both.
 */
class ConfinementTest {

    private static final Path ROOT = Path.of("..");

    @TempDir
    private Path folder;

    @Test
    void aCheckedOwnerKeepsThemAll() throws Exception {
        assertThat(judged("MB-X31", Exercise.of(ROOT, "MB-X31").ownScenarios()))
                .extracting(Verdict::outcome).containsOnly(Outcome.HELD).hasSize(4);
    }

    @Test
    void anOwnerInACommentKeepsNone() throws Exception {
        assertThat(judged("MB-X36", Exercise.of(ROOT, "MB-X36").ownScenarios()))
                .extracting(Verdict::outcome).containsOnly(Outcome.VIOLATED).hasSize(3);
    }

    private List<Verdict> judged(String exercise, List<String> scenarios) throws IOException, InterruptedException {
        return Judge.judge(CompiledModule.of(ROOT, exercise, folder).classes(), folder, scenarios);
    }
}
