package metricsbuffer.verdicts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import metricsbuffer.suite.module.Modules;
import metricsbuffer.suite.verdict.Rule;
import metricsbuffer.suite.verdict.Verdict;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedVerdictsTest {

    @TempDir
    private Path root;

    private BuiltModules built;

    @BeforeEach
    void fourModulesThatHaveRunAll() throws IOException {
        built = new BuiltModules(root);
        built.declare("buggy", Rule.R101, "violated");
        Modules.ALL.forEach(module -> built.judged(module, Stream.concat(
                Arrays.stream(Rule.values()).map(rule -> held(rule, "BufferRulesTest.a")),
                Stream.of(held(Rule.R101, "FlushModelRulesTest.b"), held(Rule.R101, "RecordModelRulesTest.c"),
                        held(Rule.R101, "ExplorationRulesTest.d"), held(Rule.R101, "LoadRulesTest.e"),
                        held(Rule.R101, "SystemRulesIT.f"), module.equals("buggy")
                        ? new Verdict(Rule.R101, "BufferRulesTest.g", Outcome.VIOLATED, "recorded 2, delivered 1")
                        : held(Rule.R101, "BufferRulesTest.g"))).toArray(Verdict[]::new)));
        built.stressed("fix-lock", "T3: forbidden outcomes: not seen in 1,000");
    }

    private static Verdict held(Rule rule, String scenario) {
        return new Verdict(rule, scenario, Outcome.HELD, "");
    }

    @Test
    void eachVerdictSaysHowItWasFoundAndWhere() throws IOException {
        Path file = root.resolve("verdicts.json");
        VerdictTable.read(root).recorded("abc").write(file);
        List<String> page = new ObjectMapper().readValue(file.toFile(), RecordedVerdicts.class).lines();
        String held = "holds: all schedules 1, forced 2, load 1, model check 2, system 1 |";
        assertThat(page).contains("T3: forbidden outcomes: not seen in 1,000", "| [MB-R101](rules.md#MB-R101) |"
                + " violated: all schedules 1, forced 1 of 2, load 1, model check 2, system 1 | "
                + held + " " + held + " " + held);
        assertThat(page.get(2)).startsWith("| `abc` | ").contains(System.getProperty("os.arch"),
                System.getProperty("java.version"), "`mvn verify`");
    }

    @Test
    void aBuildThatHasNotRunAllIsNotRecorded() {
        built.judged("fix-lock", held(Rule.R102, "BufferRulesTest.a"));
        assertThatThrownBy(() -> VerdictTable.read(root).recorded("abc"))
                .hasMessage("MB-R101 of fix-lock was not run: record a whole mvn verify");
    }

    @Test
    void whatIsNoCommitIsNotRecorded() {
        assertThatThrownBy(() -> RecordedVerdicts.commitOf(root)) // the second: without git
                .isInstanceOfAny(IllegalStateException.class, IOException.class);
    }
}
