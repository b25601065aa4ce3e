package metricsbuffer.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metricsbuffer.suite.support.ChildJvm;
import metricsbuffer.suite.support.Folders;
import metricsbuffer.suite.verdict.Expectations;
import metricsbuffer.suite.verdict.VerdictLog;

/** The stress tests of this suite, for a shorter time than a build takes for them. One buffer at a time. */
final class Jcstress implements Tool {

    private static final int MILLIS = 100;
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Pattern BROKEN = Pattern.compile("(MB-R\\d+) [^;]*: seen ");
    private static final String NOT_RUN = ": not run: ";

    @Override
    public String id() {
        return "jcstress";
    }

    @Override
    public String name() {
        return "jcstress";
    }

    @Override
    public String version() throws IOException {
        return OfTheSuite.version("jcstress-core");
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
        Path folder = Folders.emptied(Programs.work(id()).resolve(buffer.name()));
        Path console = folder.resolve("console.txt");
        try (ChildJvm child = ChildJvm.of(StressOnce.class).before(buffer.classes()).in(folder)
                .flags("-XX:TieredStopAtLevel=1", "-Dstress.time=" + MILLIS, "-Dmb.stamp=" + VerdictLog.stamp())
                .start(console)) {
            if (!child.ended(LIMIT) || child.exitCode() != 0) {
                throw new IOException("jcstress gave no result; see " + console);
            }
        }
        List<String> lines = new VerdictLog(folder).read().stress();
        if (lines.isEmpty()) {
            throw new IOException("jcstress gave no result; see " + console);
        }
        if (lines.get(0).equals(Expectations.NOT_JUDGED)) {
            return Answer.notRun(buffer, this, lines.get(0));
        }
        List<String> ran = lines.stream().filter(line -> !line.contains(NOT_RUN)).toList();
        List<String> broken = new ArrayList<>();
        int saw = 0;
        for (String line : ran) {
            Matcher matcher = BROKEN.matcher(line);
            List<String> here = matcher.results().map(found -> found.group(1)).toList();
            broken.addAll(here);
            saw += here.isEmpty() ? 0 : 1;
        }
        return Answer.seen(buffer, this, broken.stream().sorted().toList(), saw + " of " + ran.size() + " tests");
    }
}
