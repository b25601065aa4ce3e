package metricsbuffer.suite.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import metricsbuffer.suite.module.CompiledModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a record allocates. Unlike its time this reproduces to the byte, on any machine whose JVM lays out objects as
 * usual, so it is asserted.
 */
class BytesPerRecordIT {

    private static final int RECORDS = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path modules;

    @AfterEach
    void forget() {
        System.clearProperty(ModuleSubject.FOLDER);
    }

    @ParameterizedTest
    @CsvSource({
        "fix-concurrent, 0, 0",
        "fix-lock, 0, 40",
        "fix-snapshot, 112, 180", // at least the array of 14 longs: less would mean that nothing was measured
        "MB-X16, 0, 0",
        "MB-X25, 0, 0",
        "MB-X28, 40, 120", // a message and a node
        "MB-X33, 16, 40" // the key to look up by
    })
    void aRecordAllocates(String module, long least, long most) throws IOException {
        CompiledModule.of(Path.of(".."), module, modules.resolve(module));
        System.setProperty(ModuleSubject.FOLDER, modules.toString());
        try (ModuleSubject subject = new ModuleSubject(module)) {
            record(subject); // what is made once is made here
            long before = THREADS.getCurrentThreadAllocatedBytes();
            record(subject);
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertThat(subject.totals().count()).isEqualTo(2 * RECORDS);
            assertThat(bytes % RECORDS).as("%d bytes for %d records: more than a whole number each", bytes, RECORDS)
                    .isLessThan(RECORDS / 10);
            assertThat(bytes / RECORDS).isBetween(least, most);
        }
    }

    private static void record(ModuleSubject subject) {
        for (int i = 0; i < RECORDS; i++) {
            subject.count();
        }
    }
}
