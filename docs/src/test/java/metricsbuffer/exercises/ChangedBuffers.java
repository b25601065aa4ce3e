package metricsbuffer.exercises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import metricsbuffer.suite.module.CompiledModule;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.support.Folders;

/** Copies of the fixes with one line changed in each, compiled together: each copy has class names of its own. */
final class ChangedBuffers {

    /** What a copy consists of. */
    private static final List<String> COPIED = List.of("src/main/java/metricsbuffer/metrics/MetricsBuffer.java",
            "src/main/java/metricsbuffer/Attempts.java", "src/test/java/metricsbuffer/port/ModuleBuffers.java");

    private static final Pattern NAMES = Pattern.compile("\\b(MetricsBuffer|Attempts|ModuleBuffers)\\b");

    private final Path root;
    private final Path folder;

    /** @param folder where to; empty */
    ChangedBuffers(Path root, Path folder) throws IOException {
        this.root = root;
        this.folder = folder;
        String any = Modules.FIXES.get(0); // the copies share the rest, which is the same in all
        Folders.copy(root, any + "/src/main/java/metricsbuffer/metrics", folder);
        Folders.copy(root, any + "/src/main/java/metricsbuffer/Deadline.java", folder);
        for (String file : COPIED.subList(1, COPIED.size())) {
            Folders.copy(root, any + "/" + file, folder);
        }
    }

    /**
     * Adds a copy.
     *
     * @param name the ending of its classes' names
     * @throws IllegalArgumentException if what is changed is not there just once
     */
    void add(String name, String module, String right, String changed) throws IOException {
        int there = 0;
        for (String file : COPIED) {
            String source = Files.readString(root.resolve(module).resolve(file)).replaceAll("(?m)^ +", "");
            there += source.split(Pattern.quote(right), -1).length - 1;
            Path copy = folder.resolve(module).resolve(file.replace(".java", name + ".java"));
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, NAMES.matcher(source.replace(right, changed)).replaceAll("$0" + name));
        }
        if (there != 1) {
            throw new IllegalArgumentException("%s: there %d times in %s: %s".formatted(name, there, module, right));
        }
    }

    /** Makes a folder, called as a copy is, by which the suite finds it. */
    static void makeFolder(Path parent, String name) throws IOException {
        Path services = Files.createDirectories(parent.resolve(name).resolve("META-INF/services"));
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
