package metricsbuffer.measured;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The plots are what the code draws from the figures now. The tables are held by {@code GeneratedTest}. */
class PlotsTest {

    private static final String COMMAND = "mvn -q -pl docs test -Ddocs.update -Dtest=PlotsTest";

    @Test
    void thePlotsAreUpToDate() throws IOException {
        String update = System.getProperty("docs.update", "false");
        for (Map.Entry<String, String> plot : new Plots(Measurements.read()).all().entrySet()) {
            Path file = Measurements.FOLDER.resolve(plot.getKey());
            if (update.isEmpty() || Boolean.parseBoolean(update)) {
                Files.writeString(file, plot.getValue());
            }
            assertThat(file).as("drawn anew it would differ; to refresh it: %s", COMMAND).exists();
            assertThat(Files.readString(file)).as("%s; to refresh it: %s", file, COMMAND).isEqualTo(plot.getValue());
        }
    }

    @Test
    void theFiguresSayNothingOfAFolderOfThisMachine() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Measurements.FOLDER, "*.json")) {
            for (Path file : files) {
                assertThat(Files.readString(file)).as("%s", file)
                        .doesNotContain("/usr/", "/home/", "/tmp/", "/root/", ":\\");
            }
        }
    }
}
