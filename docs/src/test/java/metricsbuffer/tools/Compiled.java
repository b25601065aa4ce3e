package metricsbuffer.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.support.Folders;

/**
 * A buffer that tools are asked about, compiled apart.
 *
 * @param subject what it is
 * @param folder its sources, at the same places as below the root
 * @param classes of all its consumer
 */
record Compiled(Subject subject, Path folder, Path classes) {

    static Compiled of(Path root, Subject subject, Path folder) throws IOException {
        CompiledModule module = CompiledModule.of(root, subject.name(), Folders.emptied(folder));
        return new Compiled(subject, folder, module.classes());
    }

    String name() {
        return subject.name();
    }

    /** The sources that tools are asked about. */
    List<Path> sources() {
        return subject.changed().stream().map(folder::resolve).toList();
    }
}
