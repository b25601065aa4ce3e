package metricsbuffer.suite.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import metricsbuffer.suite.verdict.RuleExtension;
import metricsbuffer.suite.verdict.RuleViolation;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import metricsbuffer.suite.verdict.VerdictLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Tests of the forced scenarios: which of them reject a buffer. */
@ExtendWith(WrongModule.InPlace.class)
abstract class Rejections {

    /** The suite, as a module runs it. */
    static class Rules extends BufferRules {}

    @TempDir
    private Path folder;

    /** Those of the scenarios that see their rule broken. */
    final List<String> rejecting(WrongModule.Maker maker, List<String> scenarios) {
        WrongModule.maker = maker;
        Events failed = EngineTestKit.engine("junit-jupiter")
                .configurationParameter(RuleExtension.FOLDER, folder.toString())
                .selectors(scenarios.stream().map(name -> DiscoverySelectors.selectMethod(Rules.class, name))
                        .toArray(DiscoverySelector[]::new))
                .execute().allEvents().failed();
        // The module declares that it holds what it breaks here, so a violation is among the failures.
        assertThat(failed.stream().map(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable()
                .orElseThrow())).as("failures that are no violations").allMatch(RuleViolation.class::isInstance);
        List<Verdict> verdicts = new VerdictLog(folder).read().verdicts();
        assertThat(verdicts).hasSameSizeAs(scenarios).extracting(Verdict::outcome).doesNotContain(Outcome.BROKEN);
        return verdicts.stream().filter(verdict -> verdict.outcome() == Outcome.VIOLATED)
                .map(verdict -> verdict.scenario().substring(verdict.scenario().indexOf('.') + 1)).toList();
    }

    static List<String> all() {
        return ReflectionSupport.findMethods(Rules.class, method -> method.isAnnotationPresent(Test.class),
                HierarchyTraversalMode.TOP_DOWN).stream().map(method -> method.getName()).collect(Collectors.toList());
    }
}
