package metricsbuffer.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import metricsbuffer.markdown.Markdown;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.verdict.Expectations;
import metricsbuffer.suite.verdict.Rule;

/** What {@code docs/rules.md} has from the code. */
final class RulesPage {

    static final Path FILE = Repository.ROOT.resolve("docs/rules.md");

    private static final Pattern SCENARIO = Pattern.compile("@Tag\\(\"(MB-R\\d{3})\"\\)\\s+(?:[\\w<>]+\\s+)*?(\\w+)\\(");

    private RulesPage() {}

    /** What each module declares of each rule. */
    static List<String> conformance() {
        List<String> head = new ArrayList<>(Modules.ALL);
        head.add(0, "rule");
        List<String> table = Markdown.table(head);
        List<Expectations> modules = Modules.ALL.stream()
                .map(module -> Expectations.of(Repository.ROOT.resolve(module))).toList();
        for (Rule rule : Rule.values()) {
            List<String> cells = new ArrayList<>(List.of("[%1$s](#%1$s)".formatted(rule.id())));
            modules.forEach(module -> cells.add(module.of(rule).toString()));
            table.add(Markdown.row(cells));
        }
        return table;
    }

    /** Each rule with what it says, what may break it, and its scenarios. */
    static List<String> rules() throws IOException {
        Map<String, Map<Path, List<String>>> scenarios = scenarios();
        if (Refresh.wanted()) {
            Wordings.read().update();
        }
        Wordings wordings = Wordings.read();
        List<String> lines = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add("<a id=\"" + rule.id() + "\"></a>");
            lines.add("### " + rule.id());
            lines.add("");
            lines.add("> " + upper(rule.text()) + ".");
            lines.add("");
            lines.add("Wording " + wordings.number(rule) + ". When it is broken, look at: " + rule.lookAt() + ".");
            lines.add("");
            List<String> modes = FailureMode.breaking(rule.id()).stream()
                    .map(mode -> "[" + mode.id() + "](failure-modes/" + mode.id() + ".md)").toList();
            lines.add("Failure modes that break it: " + (modes.isEmpty() ? "none of those described here"
                    : String.join(", ", modes)) + ".");
            lines.add("");
            scenarios.getOrDefault(rule.id(), Map.of()).forEach((file, methods) -> lines.add("- [`"
                    + file.getFileName().toString().replace(".java", "") + "`](../" + Repository.name(file) + "): `"
                    + String.join("`, `", methods) + "`"));
        }
        return lines;
    }

    private static String upper(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** The test methods of the suite, by the rule that they carry as their tag, and by file. */
    private static Map<String, Map<Path, List<String>>> scenarios() throws IOException {
        Map<String, Map<Path, List<String>>> scenarios = new LinkedHashMap<>();
        for (Path file : Repository.files(".java")) {
            if (file.startsWith(Repository.ROOT.resolve("shared-tests/src/main"))) {
                for (MatchResult match : SCENARIO.matcher(Files.readString(file)).results().toList()) {
                    scenarios.computeIfAbsent(match.group(1), rule -> new LinkedHashMap<>())
                            .computeIfAbsent(file, none -> new ArrayList<>()).add(match.group(2));
                }
            }
        }
        return scenarios;
    }
}
