package metricsbuffer.suite.module;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.Patch;
import com.github.difflib.patch.PatchFailedException;
import com.github.difflib.unifieddiff.UnifiedDiffFile;
import com.github.difflib.unifieddiff.UnifiedDiffParserException;
import com.github.difflib.unifieddiff.UnifiedDiffReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A unified diff of one or more files, applied and taken back without git. Paths are relative to a root folder. */
public final class PatchFile {

    /** The folder of the exercises, below the root of the repository. */
    public static final String EXERCISES = "docs/review/exercises";

    private final Path source;
    private final Map<String, Patch<String>> byPath = new LinkedHashMap<>();

    private PatchFile(Path source) {
        this.source = source;
    }

    /**
     * The change that an exercise proposes.
     *
     * @param root the root of the repository
     * @param id the exercise: MB-Xnn
     * @throws IOException if there is no such exercise, or no diff in its file
     */
    public static PatchFile ofExercise(Path root, String id) throws IOException {
        Path source = root.resolve(EXERCISES).resolve(id + ".patch");
        PatchFile patch = new PatchFile(source);
        try (InputStream diff = Files.newInputStream(source)) {
            for (UnifiedDiffFile file : UnifiedDiffReader.parseUnifiedDiff(diff).getFiles()) {
                if (!file.getToFile().equals(file.getFromFile())) {
                    throw new IOException(source + ": an exercise changes files, it adds and removes none: "
                            + file.getToFile());
                }
                patch.byPath.put(file.getFromFile(), file.getPatch());
            }
        } catch (UnifiedDiffParserException e) {
            throw new IOException(source + ": " + e.getMessage(), e);
        }
        if (patch.byPath.isEmpty()) {
            throw new IOException(source + ": no diff in it");
        }
        return patch;
    }

    /** The files that it changes. */
    public List<String> paths() {
        return List.copyOf(byPath.keySet());
    }

    /** Changes the files below the root; all of them or, if one does not fit, none. */
    public void apply(Path root) throws IOException {
        change(root, "does not apply", (patch, lines) -> DiffUtils.patch(lines, patch));
    }

    /** Takes the change back; all of it or, if a file was changed since, nothing. */
    public void takeBack(Path root) throws IOException {
        change(root, "cannot be taken back", (patch, lines) -> {
            List<String> before = DiffUtils.unpatch(new ArrayList<>(lines), patch);
            if (!DiffUtils.patch(before, patch).equals(lines)) {
                throw new PatchFailedException("the file was changed since");
            }
            return before;
        });
    }

    private interface Change {
        List<String> of(Patch<String> patch, List<String> lines) throws PatchFailedException;
    }

    private void change(Path root, String problem, Change change) throws IOException {
        Map<Path, List<String>> changed = new LinkedHashMap<>();
        for (Map.Entry<String, Patch<String>> entry : byPath.entrySet()) {
            Path file = root.resolve(entry.getKey());
            try {
                changed.put(file, change.of(entry.getValue(), Files.readAllLines(file)));
            } catch (PatchFailedException e) {
                throw new IOException(source.getFileName() + " " + problem + ": " + entry.getKey() + " is not as the"
                        + " exercise expects it (" + e.getMessage() + ")", e);
            }
        }
        for (Map.Entry<Path, List<String>> entry : changed.entrySet()) {
            Files.writeString(entry.getKey(), String.join("\n", entry.getValue()) + "\n");
        }
    }
}
