package metricsbuffer.verdicts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import metricsbuffer.markdown.Markdown;
import metricsbuffer.suite.verdict.Column;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;

/**
 * The verdicts of one full build, as they are kept, and the table that a page has of them.
 *
 * @param commit what was built
 * @param columns the modules, in order
 */
public record RecordedVerdicts(String commit, String machine, String jdk, String date, String command,
        List<OfModule> columns) {

    /** What a module showed: by the ID of a rule, and under stress. */
    record OfModule(String module, Map<String, Cell> rules, List<String> stress) {}

    /** The verdict, and of each instrument its scenarios. */
    record Cell(String verdict, Map<String, Count> scenarios) {}

    /** How many scenarios broke a rule, of how many. */
    record Count(int broken, int of) {}

    /** Where they are kept. */
    static final Path FILE = Path.of("measured", "verdicts.json");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Of this build, in which every module must have run every rule. */
    static RecordedVerdicts of(List<Column> columns, String commit) {
        List<OfModule> modules = new ArrayList<>();
        for (Column column : columns) {
            Map<String, Cell> rules = new TreeMap<>();
            for (Rule rule : Rule.values()) {
                if (!column.cell(rule).run()) {
                    throw new IllegalStateException("%s of %s was not run: record a whole mvn verify"
                            .formatted(rule.id(), column.module()));
                }
                rules.put(rule.id(), new Cell(column.cell(rule).text(), column.verdicts(rule).stream().collect(
                        Collectors.toMap(RecordedVerdicts::instrument, RecordedVerdicts::one,
                                (a, b) -> new Count(a.broken + b.broken, a.of + b.of), TreeMap::new))));
            }
            modules.add(new OfModule(column.module(), rules, column.stress()));
        }
        return new RecordedVerdicts(commit, "%d CPUs, %s %s".formatted(Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"), System.getProperty("os.arch")),
                System.getProperty("java.version") + ", " + System.getProperty("java.vm.vendor"),
                LocalDate.now(ZoneOffset.UTC).toString(), "mvn verify", modules);
    }

    /** The commit that is checked out. */
    static String commitOf(Path root) throws IOException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty")
                .directory(root.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!commit.matches("[0-9a-f]{40}")) {
            throw new IllegalStateException("not a commit, but '" + commit + "': commit first, then record");
        }
        return commit;
    }

    void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    }

    private static Count one(Verdict verdict) {
        return new Count(verdict.outcome() == Outcome.VIOLATED ? 1 : 0, 1);
    }

    private static String instrument(Verdict verdict) {
        String test = verdict.scenario().replaceFirst("\\..*", "");
        return test.endsWith("ModelRulesTest") ? "model check" : test.endsWith("IT") ? "system" : switch (test) {
            case "BufferRulesTest" -> "forced";
            case "ExplorationRulesTest" -> "all schedules";
            case "LoadRulesTest" -> "load";
            default -> test;
        };
    }

    /** What {@code docs/recorded-verdicts.md} has of them. */
    public static List<String> page() throws IOException {
        return Files.exists(FILE) ? JSON.readValue(FILE.toFile(), RecordedVerdicts.class).lines()
                : List.of("No build has been recorded yet.");
    }

    List<String> lines() {
        List<String> lines = Markdown.table("commit", "machine", "JDK", "date", "command");
        lines.add(Markdown.row("`" + commit + "`", machine, jdk, date, "`" + command + "`"));
        lines.add("");
        List<String> head = new ArrayList<>(List.of("rule"));
        columns.forEach(column -> head.add(column.module));
        lines.addAll(Markdown.table(head));
        for (Rule rule : Rule.values()) {
            List<String> row = new ArrayList<>(List.of("[%1$s](rules.md#%1$s)".formatted(rule.id())));
            columns.forEach(column -> row.add(column.rules.containsKey(rule.id())
                    ? words(column.rules.get(rule.id())) : "no such rule then"));
            lines.add(Markdown.row(row));
        }
        for (OfModule column : columns) {
            lines.addAll(List.of("", "Stress on " + column.module + ", on that machine only:", "", "```"));
            lines.addAll(column.stress);
            lines.add("```");
        }
        return lines;
    }

    private static String words(Cell cell) {
        return cell.verdict + ": " + cell.scenarios.entrySet().stream().map(each -> each.getKey() + " "
                + (each.getValue().broken > 0 ? each.getValue().broken + " of " : "") + each.getValue().of)
                .collect(Collectors.joining(", "));
    }
}
