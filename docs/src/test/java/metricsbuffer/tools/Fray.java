package metricsbuffer.tools;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metricsbuffer.suite.support.Folders;

/**
 * Plays {@link FrayScenarios} under a scheduler of its own, on a JDK whose classes it has changed. That JDK is linked
 * once, from the one that runs this; it needs JDK 25.
 */
final class Fray implements Tool {

    private static final int JDK = 25;
    private static final int SCHEDULES = 200;
    private static final Pattern FOUND_IN = Pattern.compile("Error found at iter: \\d+");
    /** The exception, and the scenario if the message begins with it. */
    private static final Pattern ERROR = Pattern.compile("Error: (?:\\w+\\.)*(\\w+(?:: [A-Z]+)?)");
    private static final Path WORK = Programs.work("fray").toAbsolutePath();
    /** What a buffer uses besides the JDK and the classes of this repository: nothing else is there to be scheduled. */
    private static final List<String> USED = List.of("slf4j-api", "HdrHistogram", "shared-tests");
    /** What of the tool is on the class path of the program: not its agents. */
    private static final List<String> NOT_USED = List.of("fray-jvmti", "slf4j");

    @Override
    public String id() {
        return "fray";
    }

    @Override
    public String name() {
        return "Fray";
    }

    @Override
    public String version() throws IOException {
        return Programs.version("fray", "fray-core");
    }

    @Override
    public List<Answer> ask(List<Compiled> buffers) throws IOException, InterruptedException {
        if (Runtime.version().feature() < JDK) {
            return buffers.stream().map(buffer -> Answer.notRun(buffer, this, "needs JDK " + JDK)).toList();
        }
        Path java = link();
        Path agent = unpackAgent();
        return Programs.each(buffers, buffer -> OfTheSuite.refusesThreads(buffer)
                ? Answer.notRun(buffer, this, OfTheSuite.REFUSES) : ask(buffer, java, agent));
    }

    private Answer ask(Compiled buffer, Path java, Path agent) throws IOException, InterruptedException {
        Path folder = Folders.emptied(WORK.resolve(buffer.name()));
        Path console = folder.resolve("console.txt");
        int exit = Programs.run(console, List.of(java.toString(), "-agentpath:" + agent,
                "-javaagent:" + jar("fray", "fray-instrumentation-agent"), "-cp", classPath(buffer),
                "org.pastalab.fray.core.MainKt", "--run-config=cli", "--clazz=" + FrayScenarios.class.getName(),
                "--method=main", "--args=all", "-o", folder.resolve("report").toString(),
                "--iter=" + SCHEDULES, "--scheduler=pos"));
        String printed = Files.readString(console);
        if (exit != 0 && FOUND_IN.matcher(printed).find()) {
            Matcher error = ERROR.matcher(printed);
            return Answer.said(buffer, this, List.of(error.find() ? error.group(1) : "error"));
        }
        if (exit != 0 || !printed.contains("Run finished. Total iter: " + SCHEDULES)) {
            throw new IOException("Fray ended with " + exit + "; see " + console);
        }
        return Answer.said(buffer, this, List.of());
    }

    private static String classPath(Compiled buffer) throws IOException {
        String used = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .filter(entry -> Files.isDirectory(entry)
                        || USED.stream().anyMatch(name -> entry.getFileName().toString().startsWith(name)))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return String.join(File.pathSeparator, buffer.classes().toAbsolutePath().toString(), used,
                jars("fray").filter(jar -> NOT_USED.stream().noneMatch(name -> jar.getFileName().toString()
                        .startsWith(name))).map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    }

    /** The JDK that it needs: its Maven plugin would do this, but not on every JDK 25. */
    private static Path link() throws IOException, InterruptedException {
        Path jdk = WORK.resolve("jdk");
        Path java = jdk.resolve("bin").resolve("java");
        if (!Files.exists(java)) {
            System.out.println("tools: Fray's JDK is linked, once; half a minute, 80 MB");
            Folders.delete(jdk);
            String path = jars("fray-jdk").map(Path::toString).collect(Collectors.joining(File.pathSeparator));
            Path console = WORK.resolve("jlink.txt");
            int exit = Programs.run(console, List.of(Programs.java().resolveSibling("jlink").toString(),
                    "-J-javaagent:" + jar("fray-jdk", "fray-instrumentation-jdk"), "-J--module-path=" + path,
                    "-J--add-modules=org.pastalab.fray.instrumentation.jdk", "-J--class-path=" + path,
                    "--output=" + jdk, "--add-modules=java.base,java.instrument,java.management,java.logging,"
                            + "jdk.unsupported,java.rmi,java.xml,java.naming,java.sql,java.net.http",
                    "--release-info", "add:IMPLEMENTOR=Fray", "--fray-instrumentation"));
            if (exit != 0) {
                throw new IOException("jlink ended with " + exit + "; see " + console);
            }
        }
        return java;
    }

    private static Path unpackAgent() throws IOException {
        Path agent = WORK.resolve("libjvmti.so");
        try (JarFile jar = new JarFile(jar("fray", "fray-jvmti-linux").toFile());
                InputStream library = jar.getInputStream(jar.getEntry("libjvmti.so"))) {
            Files.copy(library, agent, StandardCopyOption.REPLACE_EXISTING);
        }
        return agent;
    }

    private static Path jar(String tool, String artifact) throws IOException {
        return jars(tool).filter(jar -> jar.getFileName().toString().startsWith(artifact)).findFirst()
                .orElseThrow(() -> new IOException("no " + artifact));
    }

    private static Stream<Path> jars(String tool) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Programs.jars(tool), "*.jar")) {
            files.forEach(jars::add);
        }
        return jars.stream().sorted();
    }
}
