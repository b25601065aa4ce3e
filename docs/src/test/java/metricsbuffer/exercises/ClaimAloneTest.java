package metricsbuffer.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The claim of {@code fix-concurrent} alone: the units that a flush takes. What it is worth that nothing wrong is found
 * in it is shown by wrong claims, put in its place in a copy of the same buffer.
 */
class ClaimAloneTest {

    private static final Path BUFFER = Path.of("fix-concurrent/src/main/java/metricsbuffer/metrics/MetricsBuffer.java");
    private static final long HALF = Long.MAX_VALUE / 2;

    private static final String IN_TURNS = """
                    synchronized (takenBefore) {
                        for (int slot = 0; slot < taken.length; slot++) {
                            long sum = recorded[slot].sum();
            """;
    private static final String DIFFERENCE = """
                            taken[slot] = sum - takenBefore[slot];
                            takenBefore[slot] = sum;
            """;

    /** A claim that is wrong on purpose, and a scenario of the model check that sees it. */
    private record WrongClaim(String error, String scenario, String right, String wrong) {

        @Override
        public String toString() {
            return error;
        }
    }

    private static final ExecutorService JUDGES = Executors.newFixedThreadPool(Judge.AT_A_TIME);
    private static final Map<WrongClaim, Future<List<Verdict>>> ON_WRONG = new HashMap<>();

    private static Future<List<Verdict>> onRight;

    @TempDir
    private static Path root;
    @TempDir
    private Path folder;

    @BeforeAll
    static void judge() {
        onRight = JUDGES.submit(() -> modelCheck("right", "", "", scenarios()));
        aWrongClaimIsFound().forEach(claim -> ON_WRONG.put(claim, JUDGES.submit(() ->
                modelCheck(claim.error(), claim.right(), claim.wrong(), List.of(claim.scenario())))));
    }

    @AfterAll
    static void end() {
        JUDGES.shutdownNow();
    }

    @Test
    void nothingWrongIsFound() throws Exception {
        assertThat(onRight.get()).hasSameSizeAs(scenarios()).extracting(Verdict::outcome).containsOnly(Outcome.HELD);
    }

    @ParameterizedTest
    @MethodSource
    void aWrongClaimIsFound(WrongClaim claim) throws Exception {
        assertThat(ON_WRONG.get(claim).get()).as(claim.scenario()).extracting(Verdict::outcome)
                .containsExactly(Outcome.VIOLATED);
    }

    static Stream<WrongClaim> aWrongClaimIsFound() {
        return Stream.of(
                new WrongClaim("flushes do not take turns", "r103TwoFlushes",
                        "synchronized (takenBefore) {\n            for", "synchronized (taken) {\n            for"),
                new WrongClaim("the sum is read twice", "r101RecordDuringAFlush", "takenBefore[slot] = sum;",
                        "takenBefore[slot] = recorded[slot].sum();"),
                new WrongClaim("the sum is read before the lock is taken", "r103RecordBetweenTwoFlushes", IN_TURNS, """
                                for (int slot = 0; slot < taken.length; slot++) {
                                    long sum = recorded[slot].sum();
                                    synchronized (takenBefore) {
                        """),
                new WrongClaim("read, then reset", "r101RecordBetweenTwoFlushes", DIFFERENCE, """
                                        taken[slot] = sum;
                                        recorded[slot].reset();
                        """));
    }

    /** While the sink refuses, every flush adds the total to the sum again. */
    @Test
    void aSumOverflowsAndTheDifferenceDoesNotMind() throws Exception {
        assertThat(deliveredAfterRefusals("", "")).containsExactly(HALF + 1);
    }

    @Test
    void aComparisonOfSumsWouldMind() throws Exception {
        assertThat(deliveredAfterRefusals(DIFFERENCE, """
                            taken[slot] = Math.max(sum, takenBefore[slot]) - takenBefore[slot];
                            takenBefore[slot] = Math.max(sum, takenBefore[slot]);
                """)).doesNotContain(HALF + 1);
    }

    private List<Long> deliveredAfterRefusals(String right, String wrong) throws IOException {
        List<Long> delivered = new ArrayList<>();
        boolean[] refuses = {true};
        BufferSink sink = new BufferSink() {
            @Override
            public void counter(int counter, long total) {
                if (refuses[0]) {
                    throw new IllegalStateException("agent down");
                }
                delivered.add(total);
            }

            @Override
            public void timing(int timing, long nanos) {
                throw new AssertionError("no timing was recorded");
            }
        };
        try (URLClassLoader loaded = buffer(folder, right, wrong).load()) {
            BufferPort buffer = ServiceLoader.load(BufferModule.class, loaded).findFirst().orElseThrow()
                    .create(sink, () -> 0, 1);
            buffer.increment(0, HALF);
            for (int refusal = 0; refusal < 4; refusal++) {
                catchThrowable(buffer::flush);
            }
            refuses[0] = false;
            buffer.increment(0, 1);
            buffer.flush();
            buffer.flush();
        }
        return delivered;
    }

    private static List<String> scenarios() {
        return aWrongClaimIsFound().map(WrongClaim::scenario).distinct().toList();
    }

    private static List<Verdict> modelCheck(String name, String right, String wrong, List<String> scenarios)
            throws Exception {
        Path folder = root.resolve(name.replace(' ', '-'));
        return Judge.judge(buffer(folder, right, wrong).classes(), folder, scenarios);
    }

    /** A copy of the module, with some lines of its buffer replaced. */
    private static CompiledModule buffer(Path folder, String right, String wrong) throws IOException {
        CompiledModule.of(Path.of(".."), "fix-concurrent", folder);
        String source = Files.readString(folder.resolve(BUFFER));
        assertThat(source).as(BUFFER.toString()).contains(right);
        Files.writeString(folder.resolve(BUFFER), source.replace(right, wrong));
        return CompiledModule.in(folder);
    }
}
