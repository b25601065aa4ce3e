package metricsbuffer.suite.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictLogTest {

    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrote() {
        Verdict verdict = new Verdict(Rule.R101, "Somewhere.r101X", Outcome.VIOLATED, "recorded 2, delivered 1");
        new VerdictLog(folder).write("Somewhere", List.of(verdict), List.of("T1 seen 3 of 4"));
        VerdictLog.Contents contents = new VerdictLog(folder).read();
        assertThat(contents.verdicts()).containsExactly(verdict);
        assertThat(contents.stress()).containsExactly("T1 seen 3 of 4");
    }

    @Test
    void anEarlierBuildIsNotRead() throws IOException {
        new VerdictLog(folder).write("Somewhere", List.of(new Verdict(Rule.R101, "x", Outcome.HELD, "")), List.of());
        Path file = folder.resolve("target/verdicts/Somewhere.tsv");
        Files.writeString(file, Files.readString(file).replace(VerdictLog.stamp(), "an earlier build"));
        assertThat(new VerdictLog(folder).read().verdicts()).isEmpty();
    }

    @Test
    void linesStayLines() {
        new VerdictLog(folder).write("Somewhere",
                List.of(new Verdict(Rule.R101, "x", Outcome.VIOLATED, "two\nlines\tand a tab")), List.of());
        assertThat(new VerdictLog(folder).read().verdicts()).singleElement()
                .extracting(Verdict::seen).isEqualTo("two lines and a tab");
    }
}
