package metricsbuffer.suite.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JVMs that a scenario starts. Closing it kills those that still run. For the scenario's thread only. */
final class Processes implements AutoCloseable {

    private static final long LIMIT_SECONDS = 60;

    private final Path console;
    private final List<Process> started = new ArrayList<>();

    /** @param console the file for what they print */
    Processes(Path console) {
        this.console = console;
    }

    /** Starts a main class of this test's class path. It logs as the application does, not as tests do. */
    Process start(String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-Dlogback.configurationFile=logback.xml"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path",
                System.getProperty("java.class.path")), main));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile())).start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("no JVM could be started", e);
        }
    }

    /** Waits until a process has ended, and returns its exit code. */
    int awaitEnd(Process process) {
        try {
            if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("the process has not ended within " + LIMIT_SECONDS + " s; it printed:\n"
                + printed());
    }

    /** What they have printed, one after the other. */
    String printed() {
        try {
            return Files.exists(console) ? Files.readString(console) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("what the processes printed cannot be read", e);
        }
    }

    @Override
    public void close() {
        for (Process process : started) {
            if (process.isAlive()) {
                process.destroyForcibly();
                awaitEnd(process);
            }
        }
    }
}
