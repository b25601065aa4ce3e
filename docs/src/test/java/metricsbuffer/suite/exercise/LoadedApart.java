package metricsbuffer.suite.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Buffers of the same name, compiled and loaded apart: a module's, or one that an exercise proposes. */
public final class LoadedApart {

    private static final Path ROOT = Path.of("..");
    private static final Map<String, URLClassLoader> LOADED = new ConcurrentHashMap<>();

    private LoadedApart() {}

    /**
     * The class loader of one of them.
     *
     * @param name a module, {@code buggy}, or an exercise, {@code MB-X01}
     */
    public static ClassLoader of(String name) {
        return LOADED.computeIfAbsent(name, LoadedApart::load);
    }

    private static URLClassLoader load(String name) {
        try {
            Path folder = emptyFolder(Path.of("target", "loaded-apart", name));
            if (name.startsWith("MB-X")) {
                PatchFile patch = Exercise.of(ROOT, name).patch();
                ModuleUnderJudgement module = ModuleUnderJudgement.copy(ROOT, patch, folder);
                patch.apply(folder);
                return module.load();
            }
            return ModuleUnderJudgement.copy(ROOT, name, folder).load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path emptyFolder(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                List<Path> deepestFirst = old.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }
}
