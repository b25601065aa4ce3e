package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import metricsbuffer.measured.Plots;
import org.junit.jupiter.api.Test;

/** The plots are what the code draws from the figures now. The tables are held by {@code GeneratedTest}. */
class PlotsTest {

    private static final Path FOLDER = Repository.ROOT.resolve("docs/measured");

    @Test
    void thePlotsAreUpToDate() throws IOException {
        for (Map.Entry<String, String> plot : Plots.all().entrySet()) {
            Path file = FOLDER.resolve(plot.getKey());
            if (Refresh.wanted()) {
                Files.writeString(file, plot.getValue());
            }
            assertThat(file).as("%s; to refresh it: %s", file, Refresh.COMMAND).content().isEqualTo(plot.getValue());
        }
    }

    @Test
    void theFiguresSayNothingOfAFolderOfThisMachine() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, "*.json")) {
            for (Path file : files) {
                assertThat(file).content().doesNotContain("/usr/", "/home/", "/tmp/", "/root/", ":\\");
            }
        }
    }
}
