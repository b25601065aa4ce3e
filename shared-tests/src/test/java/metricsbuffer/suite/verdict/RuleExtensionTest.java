package metricsbuffer.suite.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The judge is judged: each case runs a small suite of its own, against selftest.properties. */
class RuleExtensionTest {

    @TempDir
    private Path folder;

    @Test
    void aDeclaredViolationThatIsSeenIsGreen() {
        EngineExecutionResults results = judged(selectClass(DeclaredAndSeen.class));
        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().reportingEntryPublished().stream()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs().get(RuleExtension.SEEN)))
                .singleElement().asString().contains("MB-R101 violated, as declared").contains("saw it");
    }

    @Test
    void aDeclaredViolationThatIsSeenIsRedWhenRaw() {
        assertThat(failures(run("true", selectClass(DeclaredAndSeen.class))))
                .singleElement().asString().contains("MB-R101: saw it").contains(Rule.R101.lookAt());
    }

    /** Whatever the scenarios of other rules saw. */
    @ParameterizedTest
    @ValueSource(classes = {
        DeclaredAndNotSeen.class, DeclaredAndNotSeenAmongOthers.class, ParameterizedAndNotSeen.class})
    void aDeclaredViolationThatNobodySeesIsRed(Class<?> suite) {
        assertThat(failures(judged(selectClass(suite))))
                .singleElement().asString().contains("MB-R101", "no scenario saw it").doesNotContain("MB-R102");
    }

    @Test
    void fewerScenariosThanThereAreDrawNoConclusion() {
        assertThat(failures(judged(selectMethod(DeclaredAndSeen.class, "holds")))).isEmpty();
    }

    @Test
    void aViolationOfARuleThatIsDeclaredToHoldIsRed() {
        assertThat(failures(judged(selectClass(NotDeclared.class))))
                .singleElement().asString().contains("MB-R102: saw it");
    }

    @Test
    void nobodyHasToSeeAnythingWhenRaw() {
        assertThat(failures(run("true", selectClass(DeclaredAndNotSeen.class)))).isEmpty();
    }

    @Test
    void verdictsAreLeftForTheTable() {
        judged(selectClass(DeclaredAndSeen.class));
        assertThat(new VerdictLog(folder).read().verdicts()).containsExactlyInAnyOrder(
                new Verdict(Rule.R101, "DeclaredAndSeen.seen", Verdict.Outcome.VIOLATED, "saw it"),
                new Verdict(Rule.R101, "DeclaredAndSeen.holds", Verdict.Outcome.HELD, ""));
    }

    @Test
    void eachInvocationOfAParameterizedScenarioHasItsVerdict() {
        assertThat(failures(judged(selectClass(Parameterized.class)))).isEmpty();
        assertThat(new VerdictLog(folder).read().verdicts()).containsExactlyInAnyOrder(
                new Verdict(Rule.R101, "Parameterized.sees[false]", Verdict.Outcome.HELD, ""),
                new Verdict(Rule.R101, "Parameterized.sees[true]", Verdict.Outcome.VIOLATED, "saw it"));
    }

    @Test
    void aRuleThatIsNotPromisedMayBeBrokenOrNot() {
        assertThat(failures(judged(selectClass(NotPromised.class)))).isEmpty();
    }

    @Test
    void aBrokenScenarioIsNoViolation() {
        assertThat(failures(judged(selectClass(BrokenScenario.class))))
                .singleElement().asString().contains("the harness itself");
    }

    @Test
    void anInstrumentThatCannotJudgeSaysSo() {
        EngineExecutionResults results = judged(selectClass(NotJudged.class));
        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().aborted().count()).isEqualTo(1);
        assertThat(results.testEvents().reportingEntryPublished().stream()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs().get(RuleExtension.SEEN)))
                .singleElement().asString().contains("MB-R101", "cannot judge this");
        assertThat(new VerdictLog(folder).read().verdicts()).containsExactly(
                new Verdict(Rule.R101, "NotJudged.cannot", Verdict.Outcome.NOT_JUDGED, "cannot judge this"));
    }

    @Test
    void aScenarioWithoutARuleIsRed() {
        assertThat(failures(judged(selectClass(WithoutRule.class))))
                .singleElement().asString().contains("exactly one rule");
    }

    private EngineExecutionResults judged(DiscoverySelector what) {
        return run("false", what);
    }

    private EngineExecutionResults run(String raw, DiscoverySelector what) {
        return EngineTestKit.engine("junit-jupiter").selectors(what)
                .configurationParameter(RuleExtension.EXPECTATIONS, "selftest.properties")
                .configurationParameter(RuleExtension.FOLDER, folder.toString())
                .configurationParameter(RuleExtension.RAW, raw).execute();
    }

    private static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow()).toList();
    }

    // Static nested classes with package-private names that Surefire's default patterns do not match.

    @ExtendWith(RuleExtension.class)
    static class DeclaredAndSeen {
        @Test
        @Tag("MB-R101")
        void seen() {
            throw new RuleViolation("saw it");
        }

        @Test
        @Tag("MB-R101")
        void holds() {}
    }

    @ExtendWith(RuleExtension.class)
    static class DeclaredAndNotSeen {
        @Test
        @Tag("MB-R101")
        void holds() {}
    }

    static class DeclaredAndNotSeenAmongOthers extends DeclaredAndNotSeen {
        @Test
        @Tag("MB-R102")
        @Tag("slow")
        void another() {}
    }

    @ExtendWith(RuleExtension.class)
    static class Parameterized {
        @ParameterizedTest(name = "{0}")
        @ValueSource(booleans = {false, true})
        @Tag("MB-R101")
        void sees(boolean it) {
            if (it) {
                throw new RuleViolation("saw it");
            }
        }
    }

    @ExtendWith(RuleExtension.class)
    static class ParameterizedAndNotSeen {
        @ParameterizedTest(name = "{0}")
        @ValueSource(ints = {1, 2})
        @Tag("MB-R101")
        void seesNothing(int run) {}
    }

    @ExtendWith(RuleExtension.class)
    static class NotDeclared {
        @Test
        @Tag("MB-R102")
        void seen() {
            throw new RuleViolation("saw it");
        }
    }

    @ExtendWith(RuleExtension.class)
    static class NotPromised {
        @Test
        @Tag("MB-R201")
        void seen() {
            throw new RuleViolation("saw it");
        }

        @Test
        @Tag("MB-R201")
        void notSeen() {}
    }

    @ExtendWith(RuleExtension.class)
    static class BrokenScenario {
        @Test
        @Tag("MB-R101")
        void broken() {
            throw new IllegalStateException("the harness itself");
        }
    }

    @ExtendWith(RuleExtension.class)
    static class NotJudged {
        @Test
        @Tag("MB-R101")
        void cannot() {
            Assumptions.abort("cannot judge this");
        }
    }

    @ExtendWith(RuleExtension.class)
    static class WithoutRule {
        @Test
        void untagged() {}
    }
}
