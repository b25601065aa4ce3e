package metricsbuffer.suite.support;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM that a test starts, on the class path and with the JDK of this one. Closing it kills it, and with it what it has
 * started. For the thread that started it only.
 */
public final class ChildJvm implements AutoCloseable {

    private static final Duration TO_DIE = Duration.ofSeconds(30);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

    private final Process process;
    private final Path console;

    private ChildJvm(Process process, Path console) {
        this.process = process;
        this.console = console;
    }

    /** How a child is started: {@code ChildJvm.of(Main.class).flags("-Xmx256m").start(console, "argument")}. */
    public static final class Starter {

        private final String main;
        private final List<String> flags = new ArrayList<>();
        private String classPath = ownClassPath();
        private Path folder = Path.of("");

        private Starter(String main) {
            this.main = main;
        }

        /** More flags of the JVM. */
        public Starter flags(String... more) {
            flags.addAll(List.of(more));
            return this;
        }

        /** Puts a folder of classes, or a jar, before everything else on the class path. */
        public Starter before(Path classes) {
            classPath = classes.toAbsolutePath() + File.pathSeparator + classPath;
            return this;
        }

        /** The folder that it works in; this JVM's own if none is named. */
        public Starter in(Path folder) {
            this.folder = folder;
            return this;
        }

        /**
         * Starts it.
         *
         * @param console the file that what it prints is added to
         */
        public ChildJvm start(Path console, String... arguments) throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            if (Runtime.version().feature() >= 22) {
                command.add("--enable-native-access=ALL-UNNAMED");
            }
            command.addAll(flags);
            command.addAll(List.of("-cp", classPath, main));
            command.addAll(List.of(arguments));
            Path file = console.toAbsolutePath();
            return new ChildJvm(new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()))
                    .start(), file);
        }

        /** Absolute, because the child may work in another folder. Surefire may hide it in the manifest of a jar. */
        private static String ownClassPath() {
            String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            return Stream.of(own.split(File.pathSeparator)).map(entry -> Path.of(entry).toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** To start the main method of a class that is on this JVM's class path. */
    public static Starter of(Class<?> main) {
        return of(main.getName());
    }

    /** To start the main method of a class that is on this JVM's class path, by its name. */
    public static Starter of(String main) {
        return new Starter(main);
    }

    /** Waits until it has ended, and tells whether it has, within the limit. */
    public boolean ended(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * As {@link #ended(Duration)}, and prints a line every ten seconds, for whoever watches the build.
     *
     * @param progress makes the line of all that the child has printed so far
     */
    public boolean ended(Duration limit, Function<List<String>, String> progress)
            throws IOException, InterruptedException {
        Duration left = limit;
        while (left.compareTo(REPORT_EVERY) > 0) {
            if (ended(REPORT_EVERY)) {
                return true;
            }
            left = left.minus(REPORT_EVERY);
            System.out.println(progress.apply(printed()));
        }
        return ended(left);
    }

    /** Its exit code. To be asked once it has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** The process, for its ID and for signals. */
    public Process process() {
        return process;
    }

    /** All lines of its console so far. The last one may be half written. */
    public List<String> printed() throws IOException {
        // Not Files.readAllLines, which throws if the last character is half written.
        return new String(Files.readAllBytes(console), StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly(); // first, so that it starts no other
        started.forEach(ProcessHandle::destroyForcibly);
        try {
            if (!process.waitFor(TO_DIE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " cannot be killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
