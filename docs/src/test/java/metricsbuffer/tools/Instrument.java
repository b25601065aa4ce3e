package metricsbuffer.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import metricsbuffer.exercises.Exercise;
import metricsbuffer.exercises.Judge;
import metricsbuffer.interleavings.Liveness;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.support.Folders;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;

/** Forced interleavings, or model checking, of this suite: says the rules that a buffer was seen to break. */
final class Instrument implements Tool {

    private static final Path ROOT = Path.of("..");
    /** The same for each buffer, so that nobody has chosen them with the buffer in view. */
    private static final List<String> MODEL_CHECKS = List.of("r101RecordDuringAFlush", "r103TwoFlushes",
            "r104RecordsOfAPresentMetric", "r105EachRecordsThenFlushes", "r402OneOfTwoRecordsBeginsTheFlush");

    private final boolean modelChecks;

    private Instrument(boolean modelChecks) {
        this.modelChecks = modelChecks;
    }

    static Instrument forced() {
        return new Instrument(false);
    }

    static Instrument modelChecks() {
        return new Instrument(true);
    }

    @Override
    public String id() {
        return modelChecks ? "lincheck" : "forced";
    }

    @Override
    public String name() {
        return modelChecks ? "Lincheck" : "forced interleavings";
    }

    @Override
    public String version() throws IOException {
        return modelChecks ? OfTheSuite.version("lincheck") : OfTheSuite.VERSION;
    }

    @Override
    public List<Answer> ask(List<Compiled> buffers) throws IOException, InterruptedException {
        return Programs.each(buffers, this::ask);
    }

    private Answer ask(Compiled buffer) throws IOException, InterruptedException {
        if (modelChecks && OfTheSuite.refusesThreads(buffer)) {
            return Answer.notRun(buffer, this, OfTheSuite.REFUSES);
        }
        Path folder = Folders.emptied(Programs.work(id()).resolve(buffer.name()));
        CompiledModule module = CompiledModule.of(ROOT, buffer.name(), folder);
        if (buffer.subject().isExercise()) {
            module = Liveness.into(module, folder);
        }
        List<Verdict> verdicts = Judge.judge(module.classes(), folder, scenarios(buffer));
        if (verdicts.stream().allMatch(verdict -> verdict.outcome() == Outcome.NOT_JUDGED)) {
            return Answer.notRun(buffer, this, verdicts.get(0).seen());
        }
        return Answer.said(buffer, this, verdicts.stream().filter(verdict -> verdict.outcome() == Outcome.VIOLATED)
                .map(verdict -> verdict.rule().id()).sorted().toList());
    }

    private List<String> scenarios(Compiled buffer) throws IOException {
        if (modelChecks) {
            return MODEL_CHECKS;
        }
        List<String> own = buffer.subject().isExercise() ? Exercise.of(ROOT, buffer.name()).ownScenarios() : List.of();
        return Stream.concat(Stream.of(Judge.FORCED), own.stream()).toList();
    }
}
