package metricsbuffer.exercises;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import metricsbuffer.suite.module.PatchFile;
import metricsbuffer.suite.verdict.Rule;

/**
 * A change to {@code buggy} that a colleague proposes: {@code docs/review/exercises/MB-Xnn.patch}, with its
 * pull-request text beside it and its answer in {@code docs/review/answers/MB-Xnn.md}.
 */
public final class Exercise {

    private static final String NOTHING = "nothing";

    private final Path root;
    private final String id;

    private Exercise(Path root, String id) {
        this.root = root;
        this.id = id;
    }

    /** All exercises below the root of the repository, in order. */
    public static List<Exercise> all(Path root) throws IOException {
        return ids(folder(root), ".patch").stream().map(id -> new Exercise(root, id)).toList();
    }

    /** The exercises that have a file in a folder, in order. */
    static Set<String> ids(Path folder, String suffix) throws IOException {
        Set<String> ids = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "MB-X*" + suffix)) {
            files.forEach(file -> ids.add(file.getFileName().toString().replace(suffix, "")));
        }
        return ids;
    }

    /** @throws IOException if there is no such exercise; the message names those that there are */
    public static Exercise of(Path root, String id) throws IOException {
        List<Exercise> all = all(root);
        return all.stream().filter(exercise -> exercise.id.equals(id)).findFirst().orElseThrow(() ->
                new IOException("there is no exercise '" + id + "'; there are " + all));
    }

    public PatchFile patch() throws IOException {
        return PatchFile.ofExercise(root, id);
    }

    /** What the change is, in a line: the heading of its pull-request text. */
    public String title() throws IOException {
        return Files.readAllLines(textPage()).get(0).replaceFirst("^# MB-X\\d+: ", "");
    }

    /** The rules that the answer says it breaks; empty if it says that the change is right. */
    public Set<Rule> answer() throws IOException {
        String broken = answerLine("**Breaks:** ");
        Set<Rule> rules = Rule.namedIn(broken);
        if (rules.isEmpty() && !broken.equals(NOTHING)) {
            throw new IOException("the answer to " + id + " names neither rules nor 'nothing': " + broken);
        }
        return rules;
    }

    /** The rules that its design gives up, and that the suite sees broken for it; empty for most. */
    public Set<Rule> doesNotPromise() throws IOException {
        return optionalAnswerLine("**Does not promise:** ").map(Rule::namedIn).orElse(Set.of());
    }

    /** The scenarios of the model check that are run for it, besides all forced ones. */
    public List<String> modelChecked() throws IOException {
        String scenarios = answerLine("**Model-checked:** ");
        return scenarios.equals(NOTHING) ? List.of() : List.of(scenarios.split(", "));
    }

    /** Scenarios of which all schedules are played, besides all forced ones; none for most. */
    List<String> explored() throws IOException {
        return optionalAnswerLine("**Explored:** ").map(scenarios -> List.of(scenarios.split(", "))).orElse(List.of());
    }

    /** Scenarios that are asked of this exercise and not of every buffer, as {@code RowRules.r101...}; none for most. */
    public List<String> ownScenarios() throws IOException {
        return optionalAnswerLine("**Own scenarios:** ").map(scenarios -> List.of(scenarios.split(", "))).orElse(List.of());
    }

    private String answerLine(String begin) throws IOException {
        return optionalAnswerLine(begin).orElseThrow(() ->
                new IOException("the answer to " + id + " has no line '" + begin + "...'"));
    }

    private Optional<String> optionalAnswerLine(String begin) throws IOException {
        return Files.readAllLines(answerPage()).stream().filter(line -> line.startsWith(begin)).findFirst()
                .map(line -> line.substring(begin.length()).strip());
    }

    Path patchFile() {
        return folder(root).resolve(id + ".patch");
    }

    /** The pull-request text. */
    Path textPage() {
        return folder(root).resolve(id + ".md");
    }

    public Path answerPage() {
        return root.resolve("docs/review/answers").resolve(id + ".md");
    }

    private static Path folder(Path root) {
        return root.resolve(PatchFile.EXERCISES);
    }

    @Override
    public String toString() {
        return id;
    }
}
