package metricsbuffer.suite.exercise;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.verdict.Rule;

/**
 * A copy of a module's buffer in a folder of its own, {@code buggy}'s as a rule: changed, compiled and loaded apart, so
 * that any number of buffers of the same name can be judged in one JVM.
 */
final class ModuleUnderJudgement {

    /** The module, as a change must leave it: all of it compiles. And the adapter to the port. */
    private static final List<String> SOURCES =
            List.of("%s/src/main/java", "%s/src/test/java/metricsbuffer/port/ModuleBuffers.java");

    private static final String PATCHED = "buggy";

    private final Path folder;

    private ModuleUnderJudgement(Path folder) {
        this.folder = folder;
    }

    /** Copies what is needed of a module into an empty folder. */
    static ModuleUnderJudgement copy(Path root, String module, Path folder) throws IOException {
        for (String source : SOURCES) {
            copyTree(root, source.formatted(module), folder);
        }
        return new ModuleUnderJudgement(folder);
    }

    /** Copies what is needed of {@code buggy}, and what the patch changes besides, into an empty folder. */
    static ModuleUnderJudgement copy(Path root, PatchFile patch, Path folder) throws IOException {
        ModuleUnderJudgement module = copy(root, PATCHED, folder);
        for (String path : patch.paths()) {
            if (!Files.exists(folder.resolve(path))) {
                copyTree(root, path, folder);
            }
        }
        return module;
    }

    /** A module whose sources are in a folder already, its adapter {@code metricsbuffer.port.ModuleBuffers} among them. */
    static ModuleUnderJudgement in(Path folder) {
        return new ModuleUnderJudgement(folder);
    }

    Path folder() {
        return folder;
    }

    Path classes() {
        return folder.resolve("classes");
    }

    /**
     * Compiles it, and loads it below the suite.
     *
     * @throws IOException if it does not compile; the message is the compiler's
     */
    URLClassLoader load() throws IOException {
        Path classes = Files.createDirectories(classes());
        compile(classes);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(BufferModule.class.getName()), "metricsbuffer.port.ModuleBuffers\n");
        Properties declared = new Properties();
        declared.setProperty("module", folder.getFileName().toString());
        for (Rule rule : Rule.values()) {
            declared.setProperty(rule.id(), "not promised"); // so that every verdict is only taken down
        }
        try (var out = Files.newBufferedWriter(classes.resolve("module.properties"))) {
            declared.store(out, null);
        }
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
    }

    private void compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException("an exercise is compiled before it is judged: a JDK is needed, not a JRE");
        }
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources = javaFiles();
            boolean compiled = compiler.getTask(messages, files, null,
                    List.of("-d", classes.toString(), "-proc:none",
                            "-classpath", System.getProperty("java.class.path")),
                    null, files.getJavaFileObjectsFromPaths(sources)).call();
            if (!compiled) {
                throw new IOException(folder.getFileName() + " does not compile:\n" + messages);
            }
        }
    }

    private List<Path> javaFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".java")).toList());
        }
    }

    private static void copyTree(Path root, String source, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(source))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(root.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
