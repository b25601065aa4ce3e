package metricsbuffer.suite.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that a test works in. */
public final class Folders {

    private Folders() {}

    /**
     * Deletes a folder with all that is in it; one that is not there is fine.
     *
     * @throws IOException if something in it cannot be deleted
     */
    public static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * Makes a folder, or empties the one that is there, so that nothing of an earlier run is taken for a result of this one.
     *
     * @return the folder
     */
    public static Path emptied(Path folder) throws IOException {
        delete(folder);
        return Files.createDirectories(folder);
    }

    /** Copies a file, or a folder with all that is in it, from below one root to the same place below another. */
    public static void copy(Path from, String path, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from.resolve(path))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
