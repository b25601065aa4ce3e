package metricsbuffer.suite.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The judge is judged: each case runs a small suite of its own, against selftest.properties. */
class VerdictsTest {

    @TempDir
    private Path folder;

    private final Properties before = (Properties) System.getProperties().clone();
    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void keepApart() {
        System.setProperty("mb.folder", folder.toString());
        System.setProperty("mb.expectations", "selftest.properties");
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void putBack() {
        System.setOut(console);
        System.setProperties(before);
    }

    @Test
    void aDeclaredViolationThatIsSeenIsGreen() {
        assertThat(failures("false", selectClass(DeclaredAndSeen.class))).isEmpty();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("MB-R101 violated, as declared").contains("saw it");
    }

    @Test
    void aDeclaredViolationThatIsSeenIsRedWhenRaw() {
        assertThat(failures("true", selectClass(DeclaredAndSeen.class)))
                .singleElement().asString().contains("MB-R101: saw it").contains(Rule.R101.lookAt());
    }

    @Test
    void aDeclaredViolationThatNobodySeesIsRed() {
        assertThat(failures("false", selectClass(DeclaredAndNotSeen.class)))
                .singleElement().asString().contains("MB-R101").contains("no scenario saw it");
    }

    @Test
    void fewerScenariosThanThereAreDrawNoConclusion() {
        assertThat(failures("false", selectMethod(DeclaredAndSeen.class, "holds"))).isEmpty();
    }

    @Test
    void aViolationOfARuleThatIsDeclaredToHoldIsRed() {
        assertThat(failures("false", selectClass(NotDeclared.class)))
                .singleElement().asString().contains("MB-R102: saw it");
    }

    @Test
    void nobodyHasToSeeAnythingWhenRaw() {
        assertThat(failures("true", selectClass(DeclaredAndNotSeen.class))).isEmpty();
    }

    @Test
    void aRuleIsJudgedByItsOwnScenarios() {
        assertThat(failures("false", selectClass(DeclaredAndNotSeenAmongOthers.class)))
                .singleElement().asString().contains("MB-R101").doesNotContain("MB-R102").contains("no scenario saw it");
    }

    @Test
    void verdictsAreLeftForTheTable() {
        failures("false", selectClass(DeclaredAndSeen.class));
        assertThat(VerdictLog.ofThisModule().read().verdicts()).containsExactlyInAnyOrder(
                new Verdict(Rule.R101, "DeclaredAndSeen.seen", Verdict.Outcome.VIOLATED, "saw it"),
                new Verdict(Rule.R101, "DeclaredAndSeen.holds", Verdict.Outcome.HELD, ""));
    }

    @Test
    void eachInvocationOfAParameterizedScenarioHasItsVerdict() {
        assertThat(failures("false", selectClass(Parameterized.class))).isEmpty();
        assertThat(VerdictLog.ofThisModule().read().verdicts()).containsExactlyInAnyOrder(
                new Verdict(Rule.R101, "Parameterized.sees[false]", Verdict.Outcome.HELD, ""),
                new Verdict(Rule.R101, "Parameterized.sees[true]", Verdict.Outcome.VIOLATED, "saw it"));
    }

    @Test
    void aDeclaredViolationThatNoInvocationSeesIsRed() {
        assertThat(failures("false", selectClass(ParameterizedAndNotSeen.class)))
                .singleElement().asString().contains("MB-R101").contains("no scenario saw it");
    }

    @Test
    void aRuleThatIsNotPromisedMayBeBrokenOrNot() {
        assertThat(failures("false", selectClass(NotPromised.class))).isEmpty();
    }

    @Test
    void aBrokenScenarioIsNoViolation() {
        assertThat(failures("false", selectClass(BrokenScenario.class)))
                .singleElement().asString().contains("the harness itself");
    }

    @Test
    void aScenarioWithoutARuleIsRed() {
        assertThat(failures("false", selectClass(WithoutRule.class)))
                .singleElement().asString().contains("exactly one rule");
    }

    private List<Throwable> failures(String raw, DiscoverySelector what) {
        System.setProperty("mb.raw", raw);
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        // Without the listeners of this build: they would take the cases for results.
        LauncherConfig alone = LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false).build();
        LauncherFactory.create(alone).execute(LauncherDiscoveryRequestBuilder.request().selectors(what)
                .build(), summary);
        return summary.getSummary().getFailures().stream().map(failure -> failure.getException()).toList();
    }

    // Static nested classes with package-private names that Surefire's default patterns do not match.

    @ExtendWith(Verdicts.class)
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

    @ExtendWith(Verdicts.class)
    static class DeclaredAndNotSeen {
        @Test
        @Tag("MB-R101")
        void holds() {}
    }

    @ExtendWith(Verdicts.class)
    static class DeclaredAndNotSeenAmongOthers {
        @Test
        @Tag("MB-R101")
        void holds() {}

        @Test
        @Tag("MB-R102")
        @Tag("slow")
        void another() {}
    }

    @ExtendWith(Verdicts.class)
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

    @ExtendWith(Verdicts.class)
    static class ParameterizedAndNotSeen {
        @ParameterizedTest(name = "{0}")
        @ValueSource(ints = {1, 2})
        @Tag("MB-R101")
        void seesNothing(int run) {}
    }

    @ExtendWith(Verdicts.class)
    static class NotDeclared {
        @Test
        @Tag("MB-R102")
        void seen() {
            throw new RuleViolation("saw it");
        }
    }

    @ExtendWith(Verdicts.class)
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

    @ExtendWith(Verdicts.class)
    static class BrokenScenario {
        @Test
        @Tag("MB-R101")
        void broken() {
            throw new IllegalStateException("the harness itself");
        }
    }

    @ExtendWith(Verdicts.class)
    static class WithoutRule {
        @Test
        void untagged() {}
    }
}
