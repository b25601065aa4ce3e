package metricsbuffer.scheduler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metricsbuffer.suite.explore.ExploredScenario;
import metricsbuffer.suite.explore.Verdict.Kind;
import metricsbuffer.suite.verdict.Rule;

/** By which name an end goes: that which the answer to an exercise gives, or the usual one. */
final class FailureModes {

    /**
     * A failure mode.
     *
     * @param what in a sentence or two
     */
    record Mode(String name, String what) {}

    private static final Pattern PAGE =
            Pattern.compile("(?s)# (MB-F\\d{2}): ([^\n]+)\n+\\*\\*What happens\\.\\*\\* (.+?)\n\n.*");
    private static final Pattern ID = Pattern.compile("MB-F\\d{2}");
    private static final Pattern ITEM = Pattern.compile("(?ms)^- .*?(?=^- |\\z)");

    private final Map<String, Mode> all = new TreeMap<>();

    FailureModes(Path root) throws IOException {
        try (Stream<Path> pages = Files.list(root.resolve("docs/failure-modes"))) {
            for (Path page : pages.filter(file -> file.getFileName().toString().matches("MB-F\\d{2}\\.md")).toList()) {
                PAGE.matcher(Files.readString(page)).results().forEach(found -> all.put(found.group(1),
                        new Mode(found.group(2), found.group(3).replace('\n', ' ').replace("`", ""))));
            }
        }
    }

    /** All of them, by ID. */
    Map<String, Mode> all() {
        return all;
    }

    /** The IDs of the modes that an end of this kind may be an example of; at least one. */
    List<String> of(Subject subject, ExploredScenario scenario, Kind kind) throws IOException {
        List<String> usual = usual(scenario, kind);
        if (kind == Kind.THREW || kind == Kind.HANGS || subject.answer().isEmpty()) {
            return usual;
        }
        List<String> refused = answered(subject.answer().get(), Rule.R106);
        if (isRefused(scenario) && !refused.isEmpty()) {
            return refused; // the rule that the refusal breaks, be it that of the scenario or not
        }
        Rule rule = scenario.breaks().contains(kind) ? scenario.rule() : usualRule(kind);
        List<String> answered = answered(subject.answer().get(), rule);
        return answered.isEmpty() ? usual : answered;
    }

    /** Those that an answer gives as the reason why a rule is broken. */
    private static List<String> answered(String answer, Rule rule) {
        String section = answer.replaceFirst("(?s).*\n## Failure modes\n", "").replaceFirst("(?s)\n## .*", "");
        return ITEM.matcher(section).results().map(item -> item.group()).filter(item -> item.contains(rule.id()))
                .flatMap(item -> ID.matcher(item).results().limit(1).map(id -> id.group())).distinct()
                .collect(Collectors.toList());
    }

    private static Rule usualRule(Kind kind) {
        return switch (kind) {
            case DOUBLED -> Rule.R103;
            case LEFT -> Rule.R105;
            case TORN -> Rule.R201;
            case FLUSHED_TWICE -> Rule.R402;
            case NO_FLUSH -> Rule.R401;
            default -> Rule.R101;
        };
    }

    private static boolean isRefused(ExploredScenario scenario) {
        return scenario.name().contains("REFUSED");
    }

    private static List<String> usual(ExploredScenario scenario, Kind kind) {
        return switch (kind) {
            case HANGS -> List.of("MB-F05");
            case THREW -> List.of("MB-F01");
            case TORN -> List.of("MB-F07");
            case FLUSHED_TWICE -> List.of("MB-F11");
            case NO_FLUSH -> List.of("MB-F14");
            case LEFT -> List.of("MB-F03");
            case DOUBLED -> List.of(isRefused(scenario) ? "MB-F09" : "MB-F04");
            case LOST -> isRefused(scenario) ? List.of("MB-F09")
                    : scenario == ExploredScenario.TWO_RECORDS ? List.of("MB-F02")
                    : List.of("MB-F03", "MB-F06"); // which of the two, the page tells by what was seen in the buffer
        };
    }
}
