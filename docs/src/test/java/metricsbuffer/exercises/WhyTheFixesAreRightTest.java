package metricsbuffer.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.support.Folders;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the tables of {@code docs/why-the-fixes-are-right.md}: each line is changed, and the scenario is run on it. */
class WhyTheFixesAreRightTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/why-the-fixes-are-right.md");

    /** The copy in which nothing is changed, without which a red one would mean nothing. */
    private static final String RIGHT = "Right";

    private static final ExecutorService JUDGES = Executors.newFixedThreadPool(Judge.AT_A_TIME);
    private static final Map<String, Future<Map<String, List<Verdict>>>> VERDICTS = new HashMap<>();

    private static final Path WORK = Path.of("target", "changed-lines");

    @BeforeAll
    static void judge() {
        Modules.FIXES.forEach(module -> VERDICTS.put(module, JUDGES.submit(() -> judged(module))));
    }

    @AfterAll
    static void end() {
        JUDGES.shutdownNow();
    }

    private static Map<String, List<Verdict>> judged(String module) throws IOException, InterruptedException {
        Path copies = Folders.emptied(WORK.resolve(module));
        ChangedBuffers buffers = new ChangedBuffers(ROOT, module, copies);
        Map<String, List<String>> scenarios = new LinkedHashMap<>();
        for (ChangedLine line : linesOf(module).toList()) {
            buffers.add(line.key(), line.right(), line.changed());
            scenarios.put(line.key(), List.of(line.scenario()));
        }
        buffers.add(RIGHT, "private long[] take() {", "private long[] take() {");
        scenarios.put(RIGHT, rightIn(module));
        return Judge.judgeEach(buffers.compile(), copies, scenarios);
    }

    private static Stream<ChangedLine> linesOf(String module) {
        return ChangedLine.ALL.stream().filter(line -> line.module().equals(module));
    }

    /** What must see nothing in the fix as it is: all by which a change is seen. */
    private static List<String> rightIn(String module) {
        List<String> torn = linesOf(module).filter(line -> line.right().equals(line.changed()))
                .map(ChangedLine::scenario).toList();
        return linesOf(module).filter(line -> line.outcome() == Outcome.VIOLATED).map(ChangedLine::scenario)
                .filter(Predicate.not(torn::contains)).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource
    void aChangedLineIsSeenAsThePageSays(ChangedLine line) throws Exception {
        assertThat(VERDICTS.get(line.module()).get().get(line.key())).as(line.scenario()).extracting(Verdict::outcome)
                .containsExactly(line.outcome());
    }

    static Stream<ChangedLine> aChangedLineIsSeenAsThePageSays() {
        return ChangedLine.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource
    void nothingIsSeenInTheFixAsItIs(String module) throws Exception {
        assertThat(VERDICTS.get(module).get().get(RIGHT)).hasSameSizeAs(rightIn(module)).extracting(Verdict::outcome)
                .containsOnly(Outcome.HELD);
    }

    static Stream<String> nothingIsSeenInTheFixAsItIs() {
        return Modules.FIXES.stream();
    }

    /** So that what is shown of one is shown of all. */
    @Test
    void theFixesFlushAndClaimInTheSameWords() throws IOException {
        for (String start : List.of("    public void flush() {", "    private void throttledFlush() {")) {
            assertThat(Modules.FIXES).extracting(module -> method(module, start))
                    .containsOnly(method("fix-lock", start));
        }
    }

    private static String method(String module, String start) throws IOException {
        String source = Files.readString(ROOT.resolve(module)
                .resolve("src/main/java/metricsbuffer/metrics/MetricsBuffer.java"));
        int begin = source.indexOf(start);
        return source.substring(begin, source.indexOf("\n    }\n", begin));
    }

    @Test
    void thePageCitesEachLine() {
        assertThat(ChangedLine.ALL).extracting(ChangedLine::key).doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(PAGE).content().containsPattern("\\b" + key + "\\b(?! \\|)"));
    }
}
