package metricsbuffer.suite.module;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.support.Folders;
import metricsbuffer.suite.verdict.Expectations;

/**
 * A module, or one that an exercise proposes, compiled from a copy of its sources in a folder of its own: so any number
 * of them can be loaded side by side although their classes have the same names.
 */
public final class CompiledModule {

    private static final String TESTS = "src/test/java";
    private static final String ADAPTER = TESTS + "/metricsbuffer/port/ModuleBuffers";

    /** The module, as a change must leave it: all of it compiles. And the adapter to the port. */
    private static final List<String> SOURCES = List.of("%s/src/main/java", "%s/" + ADAPTER + ".java");

    /** Of a change: there only if it touches them, to declare threads of its own. */
    private static final String DECLARATIONS = Modules.NAIVE + "/src/test/resources/module.properties";

    private final Path folder;

    private CompiledModule(Path folder) {
        this.folder = folder;
    }

    /**
     * Copies a module and compiles it.
     *
     * @param root the root of the repository
     * @param name a module's name, or an exercise's ID: that is {@code buggy} with the exercise applied
     * @param folder where to; empty
     * @throws IOException if it does not compile; the message is the compiler's
     */
    public static CompiledModule of(Path root, String name, Path folder) throws IOException {
        copy(root, name, folder);
        return in(folder);
    }

    /** The same in less time: compiled is the adapter to the port, and what it needs. The rest may not compile. */
    public static CompiledModule buffersOf(Path root, String name, Path folder) throws IOException {
        copy(root, name, folder);
        return compiled(folder, true);
    }

    private static void copy(Path root, String name, Path folder) throws IOException {
        boolean module = Modules.ALL.contains(name);
        for (String source : SOURCES) {
            Folders.copy(root, source.formatted(module ? name : Modules.NAIVE), folder);
        }
        if (!module) {
            PatchFile patch = PatchFile.ofExercise(root, name);
            for (String path : patch.paths()) {
                if (!Files.exists(folder.resolve(path))) {
                    Folders.copy(root, path, folder);
                }
            }
            patch.apply(folder);
        }
    }

    /**
     * Compiles the sources that are in a folder, an adapter {@code metricsbuffer.port.ModuleBuffers} among them.
     *
     * @throws IOException if they do not compile; the message is the compiler's
     */
    public static CompiledModule in(Path folder) throws IOException {
        return compiled(folder, false);
    }

    private static CompiledModule compiled(Path folder, boolean onlyBuffers) throws IOException {
        CompiledModule module = new CompiledModule(folder);
        Path services = Files.createDirectories(module.classes().resolve("META-INF/services"));
        Files.writeString(services.resolve(BufferModule.class.getName()), "metricsbuffer.port.ModuleBuffers\n");
        boolean ownThreads = Files.exists(folder.resolve(DECLARATIONS))
                && Expectations.of(folder.resolve(Modules.NAIVE)).ownThreads();
        Expectations.writeNothingPromised(module.classes(), folder.getFileName().toString(), ownThreads);
        module.compile(onlyBuffers);
        return module;
    }

    /** The folder of the classes. */
    public Path classes() {
        return folder.resolve("classes");
    }

    /** Loads it below the suite: a thread with this context class loader is judged on this module. To be closed. */
    public URLClassLoader load() throws IOException {
        return new URLClassLoader(new URL[] {classes().toUri().toURL()}, getClass().getClassLoader());
    }

    private String sourcePath() throws IOException {
        try (Stream<Path> modules = Files.list(folder)) {
            return modules.map(module -> module.resolve("src/main/java").toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private void compile(boolean onlyBuffers) throws IOException {
        ToolProvider compiler = ToolProvider.findFirst("javac").orElseThrow(() ->
                new IOException("a module is compiled before it is judged: a JDK is needed, not a JRE"));
        List<String> arguments = new ArrayList<>(List.of("-d", classes().toString(), "-proc:none",
                "-classpath", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> sources = files.filter(CompiledModule::isCompiled).toList();
            if (onlyBuffers) { // the compiler finds the others that it needs
                arguments.addAll(List.of("-implicit:class", "-sourcepath", sourcePath()));
            }
            sources.stream().map(Path::toString).filter(file -> !onlyBuffers || isAdapter(file))
                    .forEach(arguments::add);
        }
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        if (compiler.run(out, out, arguments.toArray(String[]::new)) != 0) {
            throw new IOException(folder.getFileName() + " does not compile:\n" + messages);
        }
    }

    /** Not the tests that a change brings along: what they need is not here. But each adapter, whatever it ends in. */
    private static boolean isCompiled(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.endsWith(".java") && (!path.contains(TESTS) || isAdapter(path));
    }

    private static boolean isAdapter(String file) {
        return file.replace('\\', '/').contains(ADAPTER);
    }
}
