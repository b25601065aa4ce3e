package metricsbuffer.pages;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import metricsbuffer.markdown.Markdown;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.verdict.Expectations;
import metricsbuffer.suite.verdict.Rule;

/** What {@code docs/rules.md} has from the code. */
final class RulesPage {

    static final Path FILE = Repository.ROOT.resolve("docs/rules.md");

    /** A tag, other annotations, and the method. */
    private static final Pattern SCENARIO = Pattern.compile("@Tag\\(\"(MB-R\\d{3})\"\\)\\s+"
            + "(?:@\\w+(?:\\([^)]*\\))?(?:\\s*//[^\\n]*)?\\s+)*(?:[\\w<>]+\\s+)*?(\\w+)\\(");

    /** What breaks a rule of the consumer through rules of the buffer; no failure mode names such a rule itself. */
    private static final Map<Rule, String> FROM_OUTSIDE = Map.of(
            Rule.R601, "those of MB-R101 to MB-R104, seen from outside, and"
                    + " [MB-F16, outside of your code](failure-modes/MB-F16.md#outside)",
            Rule.R603, "those of MB-R101 to MB-R104, seen from outside, when workers finish in the middle of a flush",
            Rule.R606, "those of MB-R101 to MB-R104 and of MB-R303, seen from outside, when a failed send is counted");

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
        Map<String, List<String>> scenarios = scenarios();
        if (Refresh.wanted()) {
            Wordings.read().update();
        }
        Wordings wordings = Wordings.read();
        List<FailureMode> all = FailureMode.all();
        List<String> rules = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            List<String> modes = all.stream().filter(mode -> mode.breaks().contains(rule.id()))
                    .map(FailureMode::id).map("[%1$s](failure-modes/%1$s.md)"::formatted)
                    .collect(toCollection(ArrayList::new));
            Optional.ofNullable(FROM_OUTSIDE.get(rule)).ifPresent(modes::add);
            rules.add("""
                    <a id="%1$s"></a>
                    ### %1$s

                    > %2$s.

                    Wording %3$d. When it is broken, look at: %4$s.

                    Failure modes that break it: %5$s.

                    %6$s
                    """.formatted(rule.id(), upper(rule.text()), wordings.number(rule), rule.lookAt(),
                    modes.isEmpty() ? "none of those described here" : String.join(", ", modes),
                    String.join("\n", scenarios.getOrDefault(rule.id(), List.of()))));
        }
        return String.join("\n", rules).lines().toList();
    }

    private static String upper(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** The test methods of the suite, by the rule that they carry as their tag; a line for each file. */
    private static Map<String, List<String>> scenarios() throws IOException {
        Map<String, List<String>> scenarios = new HashMap<>();
        for (Path file : Repository.files(".java")) {
            if (file.startsWith(Repository.ROOT.resolve("shared-tests/src/main"))) {
                SCENARIO.matcher(Files.readString(file)).results()
                        .collect(groupingBy(match -> match.group(1), mapping(match -> match.group(2), joining("`, `"))))
                        .forEach((rule, methods) -> scenarios.computeIfAbsent(rule, none -> new ArrayList<>())
                                .add("- [`%s`](../%s): `%s`".formatted(Repository.title(file), Repository.name(file),
                                        methods)));
            }
        }
        return scenarios;
    }
}
