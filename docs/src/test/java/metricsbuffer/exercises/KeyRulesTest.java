package metricsbuffer.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.verdict.RuleViolation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of the {@link KeyRules} can fail: on the exercise with a bound, MB-X33, with one line of it made wrong. */
class KeyRulesTest {

    private static final Path BUFFER = Path.of("buggy/src/main/java/metricsbuffer/metrics/MetricsBuffer.java");

    private static final String BOUND = "tagged.getAndUpdate(count -> Math.min(count + 1, MOST_TAGGED)) < MOST_TAGGED";
    private static final String MAKES =
            "adder = recorded.computeIfAbsent(key, absent -> tag.isEmpty() || isRoom() ? new LongAdder() : null);";

    @TempDir
    private static Path folder;
    private static String source;

    private interface Scenario {
        void judge(KeyRules rules) throws ReflectiveOperationException;
    }

    /** A line that is wrong on purpose, a scenario that sees it, and what it says. */
    private record WrongLine(String error, String right, String wrong, Scenario scenario, String seen) {

        @Override
        public String toString() {
            return error;
        }
    }

    @BeforeAll
    static void theExercise() throws IOException {
        CompiledModule.of(Path.of(".."), "MB-X33", folder);
        source = Files.readString(folder.resolve(BUFFER));
    }

    static Stream<WrongLine> aWrongLineIsSeen() {
        return Stream.of(
                new WrongLine("what is beyond the bound is dropped",
                        "recorded.computeIfAbsent(new Key(metric, OTHER), absent -> new LongAdder());",
                        "new LongAdder();",
                        KeyRules::r101SeveralThreadsRecordMoreTagsThanTheBound,
                        "1000 tags are not told apart: recorded 12000, delivered 0 as 'other'"),
                new WrongLine("there is one more than the bound", BOUND, "tagged.getAndIncrement() <= MOST_TAGGED",
                        KeyRules::r101WhatIsBeyondTheBoundArrivesAsOther, "1001 tags are told apart, not 1000"),
                new WrongLine("what has no tag is bounded, too", "tag.isEmpty() || isRoom()", "isRoom()",
                        KeyRules::r101WhatIsBeyondTheBoundArrivesAsOther, "tag '': expected 100, delivered 0"),
                new WrongLine("room is looked for, then the entry is made", MAKES, """
                        if (tag.isEmpty() || recorded.size() < MOST_TAGGED) {
                                        adder = recorded.computeIfAbsent(key, absent -> new LongAdder());
                                    }
                        """,
                        KeyRules::r101TwoThreadsWantTheLastPlace, "1001 tags are told apart, not 1000"),
                new WrongLine("room is taken, then the entry is made", MAKES, """
                        if (tag.isEmpty() || isRoom()) {
                                        adder = recorded.computeIfAbsent(key, absent -> new LongAdder());
                                    }
                        """,
                        KeyRules::r101TwoThreadsWantAPlaceForOneTag, "999 tags are told apart, not 1000"),
                new WrongLine("what is idle is removed", "long sum = adder.sum();", """
                        long sum = adder.sum();
                                        if (sum == takenBefore.getOrDefault(key, -1L)) {
                                            recorded.remove(key);
                                            takenBefore.remove(key);
                                            return;
                                        }
                        """,
                        KeyRules::r101ATagThatWasIdleIsRecordedDuringAFlush, "tag 'idle': recorded 11, delivered 1"),
                new WrongLine("null is taken for a tag", "tag == null || tag.isEmpty()",
                        "(tag = String.valueOf(tag)).isEmpty()",
                        KeyRules::r501ATagThatIsNullOrEmptyIsRefusedByName, "the tag 'null' was not refused"),
                new WrongLine("a refusal does not say of what", "counter.metricName() + \": the tag is null or empty\"",
                        "\"null or empty\"",
                        KeyRules::r501ATagThatIsNullOrEmptyIsRefusedByName, "which does not name"));
    }

    @ParameterizedTest
    @MethodSource
    void aWrongLineIsSeen(WrongLine line) throws IOException {
        assertThat(source).containsOnlyOnce(line.right());
        Files.writeString(folder.resolve(BUFFER), source.replace(line.right(), line.wrong()));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader judged = CompiledModule.in(folder).load()) {
            Thread.currentThread().setContextClassLoader(judged);
            assertThatThrownBy(() -> line.scenario().judge(new KeyRules())).isInstanceOf(RuleViolation.class)
                    .hasMessageContaining(line.seen());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
