package metricsbuffer.tools;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import metricsbuffer.suite.support.ExitMark;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks every tool about every buffer, and writes the record. Works in the folder {@code docs}. */
@Command(name = "tools", description = "Asks tools about buffers.")
public final class ToolsRun implements Callable<Integer> {

    private static final Path ROOT = Path.of("..");
    private static final String ALL = "all";

    @Parameters(arity = "0..1", split = ",", paramLabel = "TOOL",
            description = "The tools to ask, by ID; the record keeps what the others have said.")
    private List<String> wanted = List.of(ALL);

    @Option(names = "--buffers", split = ",", paramLabel = "BUFFER",
            description = "Ask about these only; what is said is printed, and the record stays as it is.")
    private List<String> only = List.of();

    public static void main(String[] args) {
        ExitMark.exit(new CommandLine(new ToolsRun()).execute(args));
    }

    /** In the order of the columns: those that read first, then those that run. */
    static List<Tool> tools() throws IOException {
        return List.of(new SpotBugs(), ErrorProne.asItIs(), ErrorProne.guarded(GuardedBy.read(ROOT)), Pmd.stock(),
                Pmd.takeAndReset(ROOT), Stress.ofTheReport(), Stress.ofTotals(), new Jcstress(), new Fray(),
                Instrument.modelChecks(), new Exploration(), Instrument.forced());
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return run() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (IOException e) {
            e.printStackTrace();
            return ExitCode.SOFTWARE;
        }
    }

    private boolean run() throws IOException, InterruptedException {
        List<Compiled> buffers = new ArrayList<>();
        for (Subject subject : Subject.all(ROOT)) {
            if (only.isEmpty() || only.contains(subject.name())) {
                buffers.add(Compiled.of(ROOT, subject, Path.of("target", "tools", "buffers", subject.name())));
            }
        }
        System.out.printf("tools: %d buffers are compiled%n", buffers.size());
        boolean all = wanted.equals(List.of(ALL));
        ToolRecord record = !all && Files.exists(ToolRecord.file(ROOT)) ? ToolRecord.read(ROOT)
                : new ToolRecord(Machine.machine(), "mvn -q -Ptools -pl docs", List.of(), List.of());
        boolean complete = true;
        for (Tool tool : tools()) {
            if (all || wanted.contains(tool.id())) {
                try {
                    record = ask(tool, buffers, record);
                } catch (IOException e) { // the others are asked all the same
                    complete = false;
                    e.printStackTrace();
                    continue;
                }
                keep(tool, record);
            }
        }
        return complete;
    }

    /** What is known is kept at once, whatever becomes of the next one. */
    private void keep(Tool tool, ToolRecord record) throws IOException {
        if (only.isEmpty()) {
            record.write(ROOT);
        } else {
            record.answers().stream()
                    .filter(answer -> answer.tool().equals(tool.id()) && only.contains(answer.subject()))
                    .forEach(answer -> System.out.println("  " + answer));
        }
    }

    private static ToolRecord ask(Tool tool, List<Compiled> buffers, ToolRecord record)
            throws IOException, InterruptedException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        long begin = System.nanoTime();
        List<Answer> said = tool.ask(buffers);
        double seconds = tenths((System.nanoTime() - begin) / 1e9);
        System.out.printf("tools: %s: asked about %d of %d buffers, and says something of %d; %.1f s%n", tool.name(),
                said.stream().filter(answer -> answer.notRun().isEmpty()).count(), buffers.size(),
                said.stream().filter(answer -> !answer.said().isEmpty()).count(), seconds);
        return record.with(new ToolRecord.Asked(tool.id(), tool.name(), tool.version(), Machine.jdk(),
                LocalDate.now(ZoneOffset.UTC).toString(), tenths(load), seconds), said,
                tools().stream().map(Tool::id).toList());
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
