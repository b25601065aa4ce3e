package metricsbuffer.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import metricsbuffer.interleavings.Liveness;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each scenario of {@link RowRules} sees the errors that it is for, in buffers that are wrong on purpose. */
class RowRulesTest {

    private static final Path BUFFER = Path.of("buggy/src/main/java/metricsbuffer/metrics/MetricsBuffer.java");

    private static final String WHILE = "r101TheOwnerOfARowEndsWhileAFlushLooksAtIt";
    private static final String AFTER = "r101TheOwnerOfARowEndsAfterAFlushHasLookedAtIt";
    private static final String LONG_BEFORE = "r101ThreadsThatHaveEndedLongBeforeAFlush";

    private interface Scenario {
        void run() throws Exception;
    }

    private static final RowRules RULES = new RowRules();
    private static final Map<String, Scenario> SCENARIOS = Map.of(
            WHILE, RULES::r101TheOwnerOfARowEndsWhileAFlushLooksAtIt,
            AFTER, RULES::r101TheOwnerOfARowEndsAfterAFlushHasLookedAtIt,
            LONG_BEFORE, RULES::r101ThreadsThatHaveEndedLongBeforeAFlush);

    /** The buffer of an exercise, with some text of it replaced, and the scenarios that must see it wrong. */
    private record WrongRows(String error, String exercise, String right, String wrong, String... seenBy) {

        @Override
        public String toString() {
            return error;
        }
    }

    @TempDir
    private Path folder;

    static Stream<WrongRows> itIsSeenByTheScenariosThatAreForIt() {
        return Stream.of(
                new WrongRows("none", "MB-X25", "", ""),
                new WrongRows("the row is read before its owner is asked for", "MB-X30", "", "", WHILE),
                new WrongRows("the same, and it is asked for twice", "MB-X30",
                        "!row.owner().isAlive()", "!row.owner().isAlive() || !row.owner().isAlive()", WHILE, AFTER),
                new WrongRows("a row is let go and not added up", "MB-X25",
                        "ended ? retired : sums", "ended ? takenBefore.clone() : sums", WHILE, LONG_BEFORE));
    }

    @ParameterizedTest
    @MethodSource
    void itIsSeenByTheScenariosThatAreForIt(WrongRows rows) throws Exception {
        try (URLClassLoader buffer = buffer(rows.exercise(), rows.right(), rows.wrong()).load()) {
            for (String scenario : SCENARIOS.keySet()) {
                Throwable seen = seen(buffer, scenario);
                if (Stream.of(rows.seenBy()).anyMatch(scenario::equals)) {
                    assertThat(seen).as(scenario).isInstanceOf(RuleViolation.class);
                } else {
                    assertThat(seen).as(scenario).isNull();
                }
            }
        }
    }

    /** That memory grows breaks no rule: it is no verdict, and so it fails the build. */
    @Test
    void rowsThatAreNeverLetGoAreSeen() throws Exception {
        CompiledModule wrong = buffer("MB-X25", "!thread.isAlive()", "!thread.isAlive() && rows.isEmpty()");
        try (URLClassLoader buffer = wrong.load()) {
            assertThat(seen(buffer, LONG_BEFORE)).isNotInstanceOf(RuleViolation.class).hasMessageContaining("rows");
        }
    }

    private CompiledModule buffer(String exercise, String right, String wrong) throws IOException {
        CompiledModule module = CompiledModule.of(Path.of(".."), exercise, folder);
        String source = Files.readString(folder.resolve(BUFFER));
        assertThat(source).contains(right);
        Files.writeString(folder.resolve(BUFFER), source.replace(right, wrong));
        return Liveness.into(module, folder);
    }

    private static Throwable seen(ClassLoader buffer, String scenario) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(buffer);
        try {
            return catchThrowable(SCENARIOS.get(scenario)::run);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
