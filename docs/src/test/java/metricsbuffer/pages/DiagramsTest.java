package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import metricsbuffer.interleavings.Interleaving;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The diagrams of the failure modes are drawn from interleavings that are played here and now. */
class DiagramsTest {

    @TestFactory
    Stream<DynamicTest> eachDiagramShowsWhatIsSeen() {
        return Interleaving.all().stream().map(id -> dynamicTest(id, () -> {
            Path file = FailureMode.FOLDER.resolve(id + ".svg");
            String drawn = new Lanes(Interleaving.play(id)).svg(id + ": the steps of the table, a lane for each thread");
            if (Refresh.wanted()) {
                Files.writeString(file, drawn);
            }
            assertThat(file).as("the diagram of %s; to draw it: %s", id, Refresh.COMMAND).hasContent(drawn);
        }));
    }
}
