package metricsbuffer.suite.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One of several JVMs that run the tests of a module side by side, and know nothing of each other: as long as one is
 * there, it shares the lock of a file. For one thread; a JVM enters once.
 */
public final class SideBySide {

    private final FileLock present;

    private SideBySide(FileLock present) {
        this.present = present;
    }

    /**
     * Joins the others, if there are any.
     *
     * @param file is locked, and made if it is not there
     * @param first run if there are none. Two JVMs that come at the same moment may both run it, one after the other
     */
    public static SideBySide enter(Path file, Runnable first) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            try (FileLock alone = channel.tryLock()) {
                if (alone != null) {
                    first.run();
                }
            }
            return new SideBySide(channel.lock(0, Long.MAX_VALUE, true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves, and tells whether nobody is left. */
    public boolean leave() {
        try (FileChannel channel = present.channel()) {
            present.release();
            return channel.tryLock() != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
