package metricsbuffer.verdicts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.VerdictLog;

/** What a build leaves of the modules, below a root folder. Each declares that all rules hold, but for one if need be. */
final class BuiltModules {

    private final Path root;

    BuiltModules(Path root) throws IOException {
        this.root = root;
        for (String module : Modules.ALL) {
            declare(module, Rule.R101, "holds");
        }
    }

    void declare(String module, Rule rule, String expectation) throws IOException {
        Path declared = root.resolve(module).resolve("src/test/resources/module.properties");
        Files.createDirectories(declared.getParent());
        StringBuilder lines = new StringBuilder("module = " + module + "\n");
        for (Rule each : Rule.values()) {
            lines.append(each.id()).append(" = ").append(each == rule ? expectation : "holds").append('\n');
        }
        Files.writeString(declared, lines);
    }

    void judged(String module, Verdict... verdicts) {
        new VerdictLog(root.resolve(module)).write("T", List.of(verdicts), List.of());
    }

    void stressed(String module, String line) {
        new VerdictLog(root.resolve(module)).write("S", List.of(), List.of(line));
    }
}
