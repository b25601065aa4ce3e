package metricsbuffer.tools;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import metricsbuffer.suite.support.Folders;

/** The compiler, with the checks that are on by default. */
final class ErrorProne implements Tool {

    private static final Pattern FOUND = Pattern.compile("\\.java:\\d+: (?:warning|error): \\[(\\w+)]");
    /** What its installation page asks for, because it uses the compiler's own classes. */
    private static final List<String> OF_THE_COMPILER = List.of("api", "file", "main", "model", "parser", "processing",
            "tree", "util");

    private static final List<String> OPENED = List.of("code", "comp");

    private final boolean guarded;
    private final GuardedBy annotations;

    private ErrorProne(boolean guarded, GuardedBy annotations) {
        this.guarded = guarded;
        this.annotations = annotations;
    }

    static ErrorProne asItIs() {
        return new ErrorProne(false, null);
    }

    /** With the annotations that the authors must have had in mind. */
    static ErrorProne guarded(GuardedBy annotations) {
        return new ErrorProne(true, annotations);
    }

    @Override
    public String id() {
        return guarded ? "guarded-by" : "errorprone";
    }

    @Override
    public String name() {
        return guarded ? "with @GuardedBy" : "Error Prone";
    }

    @Override
    public String version() throws IOException {
        return Programs.version("errorprone", "error_prone_core");
    }

    @Override
    public List<Answer> ask(List<Compiled> buffers) throws IOException, InterruptedException {
        List<Compiled> asked = buffers.stream().filter(buffer -> !guarded || annotations.has(buffer.name())).toList();
        List<String> calls = new ArrayList<>();
        for (Compiled buffer : asked) {
            calls.add(Repeated.call(console(buffer), arguments(buffer, sources(buffer))));
        }
        List<String> flags = new ArrayList<>();
        String compiler = "jdk.compiler/com.sun.tools.javac.";
        OF_THE_COMPILER.forEach(name -> flags.add("--add-exports=" + compiler + name + "=ALL-UNNAMED"));
        OPENED.forEach(name -> flags.add("--add-opens=" + compiler + name + "=ALL-UNNAMED"));
        Programs.repeat("errorprone", "com.sun.tools.javac.Main", "compile", flags, Programs.work(id()), calls);
        List<Answer> answers = new ArrayList<>();
        for (Compiled buffer : buffers) {
            answers.add(asked.contains(buffer) ? Answer.said(buffer, this, said(console(buffer)))
                    : Answer.notRun(buffer, this, annotations.reason(buffer.name())));
        }
        return answers;
    }

    private Path folder(Compiled buffer) {
        return Programs.work(id()).resolve(buffer.name());
    }

    private Path console(Compiled buffer) {
        return folder(buffer).resolve("console.txt");
    }

    /** The sources, in a folder of this tool, with the annotations if there shall be some. */
    private List<Path> sources(Compiled buffer) throws IOException {
        Path folder = Folders.emptied(folder(buffer));
        List<Path> sources = new ArrayList<>();
        for (String changed : buffer.subject().changed()) {
            Path source = folder.resolve(changed);
            Files.createDirectories(source.getParent());
            String text = Files.readString(buffer.folder().resolve(changed));
            Files.writeString(source, guarded ? annotations.in(buffer.name(), text) : text);
            sources.add(source);
        }
        if (guarded) {
            annotations.mustHaveBeenUsed(buffer.name(), sources);
        }
        return sources;
    }

    private List<String> arguments(Compiled buffer, List<Path> sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-XDcompilePolicy=simple", "--should-stop=ifError=FLOW",
                "-XDaddTypeAnnotationsToSymbol=true", "-Xplugin:ErrorProne",
                "-processorpath", Programs.jarByJar("errorprone"),
                "-d", folder(buffer).resolve("classes").toString(), "-cp", String.join(File.pathSeparator,
                        buffer.classes().toString(), Programs.jarByJar("errorprone"),
                        System.getProperty("java.class.path"))));
        sources.forEach(source -> arguments.add(source.toString()));
        return arguments;
    }

    private static List<String> said(Path console) throws IOException {
        String printed = Files.readString(console);
        List<String> said = FOUND.matcher(printed).results().map(found -> found.group(1)).toList();
        if (said.isEmpty() && printed.contains("error: ")) {
            throw new IOException("does not compile; see " + console);
        }
        return said;
    }
}
