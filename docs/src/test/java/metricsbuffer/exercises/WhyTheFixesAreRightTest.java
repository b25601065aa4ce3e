package metricsbuffer.exercises;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private static final Path WORK = Path.of("target", "changed-lines");
    private static final ExecutorService JUDGES = Executors.newFixedThreadPool(Judge.AT_A_TIME);
    private static final List<Future<Map<String, List<Verdict>>>> VERDICTS = new ArrayList<>();

    @BeforeAll
    static void judge() throws IOException {
        Map<String, List<String>> scenarios = new LinkedHashMap<>();
        ChangedBuffers buffers = new ChangedBuffers(ROOT, Folders.emptied(WORK.resolve("copies")));
        for (ChangedLine line : ChangedLine.ALL) {
            buffers.add(line.key(), line.module(), line.right(), line.changed());
            scenarios.put(line.key(), List.of(line.scenario()));
        }
        for (String module : Modules.FIXES) {
            buffers.add(nameOfRight(module), module, "private long[] take() {", "private long[] take() {");
            scenarios.put(nameOfRight(module), onRight(module));
        }
        Path classes = buffers.compile();
        // What takes longest first, in turns.
        List<String> names = scenarios.keySet().stream().sorted(comparing(name ->
                scenarios.get(name).stream().noneMatch(Judge::isModelCheck))).toList();
        for (int part = 0; part < Judge.AT_A_TIME; part++) {
            Path folder = Folders.emptied(WORK.resolve("part-" + part));
            Map<String, List<String>> own = new LinkedHashMap<>();
            for (int i = part; i < names.size(); i += Judge.AT_A_TIME) {
                ChangedBuffers.makeFolder(folder, names.get(i));
                own.put(names.get(i), scenarios.get(names.get(i)));
            }
            VERDICTS.add(JUDGES.submit(() -> Judge.judgeEach(classes, folder, own)));
        }
    }

    @AfterAll
    static void end() {
        JUDGES.shutdownNow();
    }

    private static List<Outcome> outcomes(String name) throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Map<String, List<Verdict>>> part : VERDICTS) {
            part.get().getOrDefault(name, List.of()).forEach(verdict -> outcomes.add(verdict.outcome()));
        }
        return outcomes;
    }

    private static Stream<ChangedLine> linesOf(String module) {
        return ChangedLine.ALL.stream().filter(line -> line.module().equals(module));
    }

    /** Of the copy in which nothing is changed, without which a red one would mean nothing. */
    private static String nameOfRight(String module) {
        return "Right" + Modules.FIXES.indexOf(module);
    }

    /** What must see nothing in the fix as it is. One model check will do: the modules' own tests run them all. */
    private static List<String> onRight(String module) {
        List<String> scenarios = linesOf(module).filter(line -> !line.right().equals(line.changed()))
                .map(ChangedLine::scenario).distinct().toList();
        return Stream.concat(scenarios.stream().filter(Judge::isModelCheck).limit(1),
                scenarios.stream().filter(Predicate.not(Judge::isModelCheck))).toList();
    }

    @ParameterizedTest
    @MethodSource
    void aChangedLineIsSeenAsThePageSays(ChangedLine line) throws Exception {
        assertThat(outcomes(line.key())).as(line.scenario()).containsExactly(line.outcome());
    }

    static Stream<ChangedLine> aChangedLineIsSeenAsThePageSays() {
        return ChangedLine.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource
    void nothingIsSeenInTheFixAsItIs(String module) throws Exception {
        assertThat(outcomes(nameOfRight(module))).hasSameSizeAs(onRight(module)).containsOnly(Outcome.HELD);
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
