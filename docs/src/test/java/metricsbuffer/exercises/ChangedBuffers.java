package metricsbuffer.exercises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.support.Folders;

/** Copies of a fix with one line changed in each, compiled together: each copy has class names of its own. */
final class ChangedBuffers {

    /** What a copy consists of. */
    private static final List<String> COPIED = List.of("src/main/java/metricsbuffer/metrics/MetricsBuffer.java",
            "src/main/java/metricsbuffer/Attempts.java", "src/test/java/metricsbuffer/port/ModuleBuffers.java");

    private static final Pattern NAMES = Pattern.compile("\\b(MetricsBuffer|Attempts|ModuleBuffers)\\b");

    private final Path root;
    private final String module;
    private final Path folder;

    /** @param folder where to; empty */
    ChangedBuffers(Path root, String module, Path folder) throws IOException {
        this.root = root;
        this.module = module;
        this.folder = folder;
        Folders.copy(root, module + "/src/main/java/metricsbuffer/metrics", folder); // what the copies share
        for (String file : COPIED.subList(1, COPIED.size())) {
            Folders.copy(root, module + "/" + file, folder);
        }
    }

    /**
     * Adds a copy.
     *
     * @param name the folder in which the suite finds it, and the ending of its classes' names
     * @throws IllegalArgumentException if what is changed is not there just once
     */
    void add(String name, String right, String changed) throws IOException {
        int there = 0;
        for (String file : COPIED) {
            String source = Files.readString(root.resolve(module).resolve(file)).replaceAll("(?m)^ +", "");
            there += source.split(Pattern.quote(right), -1).length - 1;
            Files.writeString(folder.resolve(module).resolve(file.replace(".java", name + ".java")),
                    NAMES.matcher(source.replace(right, changed)).replaceAll("$0" + name));
        }
        if (there != 1) {
            throw new IllegalArgumentException("%s: there %d times in %s: %s".formatted(name, there, module, right));
        }
        Path services = Files.createDirectories(folder.resolve(name).resolve("META-INF/services"));
        Files.writeString(services.resolve(BufferModule.class.getName()),
                "metricsbuffer.port.ModuleBuffers" + name + "\n");
    }

    /**
     * Compiles them.
     *
     * @return the folder of the classes
     */
    Path compile() throws IOException {
        Path classes = CompiledModule.in(folder).classes();
        Folders.delete(classes.resolve("META-INF")); // it names the adapter that is not changed
        return classes;
    }
}
