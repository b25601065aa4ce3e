package metricsbuffer.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import metricsbuffer.suite.support.ChildJvm;

/** One of the {@link StressTests}. One buffer at a time: its threads need the machine. */
final class Stress implements Tool {

    /** Of a run that takes seconds; the machine may be busy. */
    private static final Duration HANGS = Duration.ofSeconds(60);

    private final String id;
    private final String name;

    private Stress(String id, String name) {
        this.id = id;
        this.name = name;
    }

    static Stress ofTheReport() {
        return new Stress(StressTests.REPORT, "stress, of the report");
    }

    static Stress ofTotals() {
        return new Stress(StressTests.TOTALS, "stress, totals compared");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return OfTheSuite.VERSION;
    }

    @Override
    public List<Answer> ask(List<Compiled> buffers) throws IOException, InterruptedException {
        List<Answer> answers = new ArrayList<>();
        for (Compiled buffer : buffers) {
            answers.add(OfTheSuite.refusesThreads(buffer) ? Answer.notRun(buffer, this, OfTheSuite.REFUSES)
                    : ask(buffer));
        }
        return answers;
    }

    private Answer ask(Compiled buffer) throws IOException, InterruptedException {
        Path console = buffer.folder().resolve(id + ".log");
        Files.deleteIfExists(console);
        try (ChildJvm child = ChildJvm.of(StressTests.class).before(buffer.classes()).start(console, id)) {
            if (!child.ended(HANGS)) {
                return Answer.seen(buffer, this, List.of("hangs"), "hangs");
            }
            String last = child.printed().stream().filter(line -> line.startsWith(StressTests.DONE)).findFirst()
                    .orElseThrow(() -> new IOException("no result; see " + console));
            String[] counts = last.substring(StressTests.DONE.length()).split(" ");
            return Answer.seen(buffer, this, counts[0].equals("0") ? List.of() : List.of("totals differ"),
                    id.equals(StressTests.TOTALS) ? counts[0] + " of " + counts[1] : "");
        }
    }
}
