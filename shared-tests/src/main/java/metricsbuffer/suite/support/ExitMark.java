package metricsbuffer.suite.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells the build by a file that a program it has run has failed. The plugin that starts the program would answer an
 * exit code with its own stack trace; so it takes every code for success, and the enforcer looks for the file.
 */
public final class ExitMark {

    private ExitMark() {}

    /** Leaves the file that the system property {@code exit.mark} names if the code is not 0, and takes it away if it is. */
    public static void leave(int exitCode) {
        String name = System.getProperty("exit.mark");
        if (name == null) {
            return;
        }
        Path file = Path.of(name);
        try {
            if (exitCode == 0) {
                Files.deleteIfExists(file);
            } else {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, Integer.toString(exitCode));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
