package metricsbuffer.suite.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ends a program that the build runs, and tells the build by a file whether it has failed. The plugin that starts the
 * program would answer an exit code with its own stack trace. So a program that has said what is wrong ends with 0 and
 * leaves the file; the enforcer looks for it, and ends the build with one line. One that dies without a word still ends
 * with another code.
 */
public final class ExitMark {

    private ExitMark() {}

    /**
     * Ends this JVM.
     *
     * @param exitCode what it ends with, unless the system property {@code mb.exit.mark} names a file: then it ends with
     *         0, and the file is there if the code was another one, and is not if it was 0
     */
    public static void exit(int exitCode) {
        String mark = System.getProperty("mb.exit.mark");
        if (mark == null) {
            System.exit(exitCode);
        }
        try {
            if (exitCode == 0) {
                Files.deleteIfExists(Path.of(mark));
            } else {
                Files.writeString(Path.of(mark), Integer.toString(exitCode));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.exit(0);
    }
}
