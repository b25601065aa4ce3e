package metricsbuffer.exercises;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import metricsbuffer.interleavings.Liveness;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.module.PatchFile;
import metricsbuffer.suite.support.Folders;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import metricsbuffer.verdicts.JudgedExercise;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The suite, tested by the mistakes that it must catch and by the right designs that it must accept: each exercise is
 * applied to a copy of {@code buggy}, compiled, judged, and compared with its answer.
 */
class ExercisesTest {

    private static final Path ROOT = Path.of("..");
    /** What the page of verdicts shows. */
    private static final List<JudgedExercise> JUDGED = new ArrayList<>();

    private static final Path WORK = Path.of("target", "exercises");

    @BeforeEach
    void noneIsAppliedToTheWorkingCopy() {
        assumeThat(Modules.exerciseMark(ROOT.resolve(Modules.NAIVE)))
                .as("an exercise is applied to buggy; take it back: mvn -q -Pexercise -pl docs -Dexercise=none")
                .doesNotExist();
    }

    @TestFactory
    Stream<DynamicTest> theSuiteSeesWhatTheAnswerSays() throws IOException {
        ExecutorService judges = Executors.newFixedThreadPool(Judge.AT_A_TIME);
        List<DynamicTest> tests = new ArrayList<>();
        for (Exercise exercise : Exercise.all(ROOT)) {
            Future<List<Verdict>> verdicts = judges.submit(() -> judge(exercise));
            tests.add(dynamicTest(exercise.toString(), () -> compare(exercise, verdicts.get())));
        }
        return tests.stream().onClose(judges::shutdownNow);
    }

    static List<Exercise> exercises() throws IOException {
        return Exercise.all(ROOT);
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void itsPatchFitsAndIsTakenBackByteForByte(Exercise exercise) throws IOException {
        PatchFile patch = exercise.patch();
        Path folder = Folders.emptied(WORK.resolve("taken-back-" + exercise));
        for (String path : patch.paths()) {
            Folders.copy(ROOT, path, folder);
        }
        patch.apply(folder);
        for (String path : patch.paths()) {
            assertThat(path).as("what the patch changes").startsWith("buggy/");
            assertThat(Files.mismatch(ROOT.resolve(path), folder.resolve(path))).as("%s is changed", path)
                    .isNotEqualTo(-1);
        }
        patch.takeBack(folder);
        for (String path : patch.paths()) {
            assertThat(folder.resolve(path)).as("as it was").hasSameBinaryContentAs(ROOT.resolve(path));
        }
    }

    @Test
    void everyExerciseHasItsTextAndItsAnswerAndTheOtherWayRound() throws IOException {
        Path exercises = ROOT.resolve("docs/review/exercises");
        Set<String> patches = Exercise.ids(exercises, ".patch");
        assertThat(patches).isNotEmpty();
        assertThat(Exercise.ids(exercises, ".md")).as("pull-request texts").isEqualTo(patches);
        assertThat(Exercise.ids(ROOT.resolve("docs/review/answers"), ".md")).as("answers").isEqualTo(patches);
        String list = Files.readString(ROOT.resolve("docs/review/README.md"));
        assertThat(patches).as("exercises listed in docs/review/README.md").allMatch(list::contains);
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void noTextGivesTheAnswerAway(Exercise exercise) {
        assertThat(exercise.textPage()).content().startsWith("# " + exercise + ": ").doesNotContain("MB-R", "MB-F");
        assertThat(exercise.patchFile()).content().doesNotContain("MB-R", "MB-F", "\r");
    }

    private static List<Verdict> judge(Exercise exercise) throws IOException, InterruptedException {
        Path folder = Folders.emptied(WORK.resolve(exercise.toString()));
        CompiledModule module = Liveness.into(CompiledModule.of(ROOT, exercise.toString(), folder), folder);
        return Judge.judge(module.classes(), folder,
                Stream.of(List.of(Judge.FORCED), exercise.modelChecked(), exercise.explored(),
                                exercise.ownScenarios()).flatMap(List::stream).toList());
    }

    private static void compare(Exercise exercise, List<Verdict> verdicts) throws IOException {
        Set<Rule> seen = verdicts.stream().filter(verdict -> verdict.outcome() == Outcome.VIOLATED).map(Verdict::rule)
                .collect(toCollection(() -> EnumSet.noneOf(Rule.class)));
        List<String> faults = faults(exercise, seen, verdicts);
        JudgedExercise judged = new JudgedExercise(exercise.toString(), exercise.title(), seen, verdicts.size(),
                faults.isEmpty());
        System.out.printf("%s breaks %s (%d scenarios)%n", exercise, judged.rules(), verdicts.size());
        JUDGED.add(judged);
        JudgedExercise.write(Path.of("target", "exercises.json"), JUDGED);
        assertThat(faults).as("%s: the answer against what the suite sees", exercise).isEmpty();
    }

    private static List<String> faults(Exercise exercise, Set<Rule> seen, List<Verdict> verdicts) throws IOException {
        Set<Rule> answer = EnumSet.noneOf(Rule.class);
        answer.addAll(exercise.answer());
        answer.addAll(exercise.doesNotPromise());
        List<String> faults = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            List<Verdict> ofRule = verdicts.stream().filter(verdict -> verdict.rule() == rule).toList();
            if (answer.contains(rule) && !seen.contains(rule)) {
                faults.add("missed: the answer says that it does not keep %s, and none of %d scenarios saw it"
                        .formatted(rule.id(), ofRule.size()));
            } else if (!answer.contains(rule)) {
                ofRule.stream().filter(verdict -> verdict.outcome() == Outcome.VIOLATED).findFirst()
                        .ifPresent(first -> faults.add("false alarm, by the answer: %s broken in %s: %s"
                                .formatted(rule.id(), first.scenario(), first.seen())));
            }
        }
        return faults;
    }
}
