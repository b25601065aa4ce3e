package metricsbuffer.tools;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tools that are programs of their own: each has a folder with all its jars, which the profile has filled. */
final class Programs {

    private static final Path FOLDER = Path.of("target", "tools", "jars");
    private static final int AT_A_TIME = 2;
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private Programs() {}

    interface Question {
        Answer ask(Compiled buffer) throws IOException, InterruptedException;
    }

    /** The folder that a tool works in. */
    static Path work(String tool) {
        return Path.of("target", "tools", "work", tool);
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    static Path jars(String tool) {
        return FOLDER.resolve(tool).toAbsolutePath();
    }

    /** All jars of a tool, as a class path. */
    static String classPath(String tool) {
        return jars(tool) + File.separator + "*";
    }

    /** The same one by one, for a program that knows no wildcard. */
    static String jarByJar(String tool) throws IOException {
        List<String> each = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(jars(tool), "*.jar")) {
            jars.forEach(jar -> each.add(jar.toString()));
        }
        return String.join(File.pathSeparator, each);
    }

    /** The version that is in the name of a jar. */
    static String version(String tool, String artifact) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(artifact) + "-(\\d.*)\\.jar");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(jars(tool), artifact + "-*.jar")) {
            for (Path jar : jars) {
                Matcher matcher = name.matcher(jar.getFileName().toString());
                if (matcher.matches()) {
                    return matcher.group(1);
                }
            }
        }
        throw new IOException("no " + artifact + " in " + jars(tool));
    }

    /** Runs a program to its end. What it prints is in the file then. */
    static int run(Path console, List<String> command) throws IOException, InterruptedException {
        Files.createDirectories(console.getParent());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(console.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("does not end: " + command.get(0) + "; see " + console);
            }
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Calls a static method of a tool again and again, in one JVM. */
    static void repeat(String tool, String type, String method, List<String> flags, Path work, List<String> calls)
            throws IOException, InterruptedException {
        Path file = Files.createDirectories(work).resolve("calls.txt");
        Files.write(file, calls);
        Path console = work.resolve("console.txt");
        List<String> command = new ArrayList<>(List.of(java().toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(tool) + File.pathSeparator + ownClasses(), Repeated.class.getName(),
                type, method, file.toString()));
        int exit = run(console, command);
        if (exit != 0) {
            throw new IOException(tool + " ended with " + exit + "; see " + console);
        }
    }

    /** Where the classes of this package are. */
    private static Path ownClasses() throws IOException {
        try {
            return Path.of(Programs.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** Asks about several buffers side by side. */
    static List<Answer> each(List<Compiled> buffers, Question question) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<Answer>> asked = new ArrayList<>();
            for (Compiled buffer : buffers) {
                asked.add(threads.submit(() -> question.ask(buffer)));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : asked) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
