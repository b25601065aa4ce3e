package metricsbuffer.suite.exercise;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A module of this repository, compiled from its sources into a folder of its own, so that several of them can be
 * loaded side by side although their classes have the same names.
 */
public final class CompiledModule {

    private CompiledModule() {}

    /**
     * Compiles a module.
     *
     * @param root the root of the repository
     * @param name a module's name, or an exercise's ID: that is {@code buggy} with the exercise applied
     * @param folder where to; empty
     * @return the folder of the classes
     * @throws IOException if it does not compile; the message is the compiler's
     */
    public static Path compile(Path root, String name, Path folder) throws IOException {
        ModuleUnderJudgement module;
        if (name.startsWith("MB-X")) {
            PatchFile patch = Exercise.of(root, name).patch();
            module = ModuleUnderJudgement.copy(root, patch, folder);
            patch.apply(folder);
        } else {
            module = ModuleUnderJudgement.copy(root, name, folder);
        }
        module.load().close();
        return module.classes();
    }
}
