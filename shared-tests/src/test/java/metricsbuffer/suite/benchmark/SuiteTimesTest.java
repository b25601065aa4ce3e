package metricsbuffer.suite.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTimesTest {

    private static final List<String> MODULES = List.of("buggy");

    @TempDir
    private Path root;

    @Test
    void theFirstViolationIsTimedFromTheBeginningOfItsInstrument() throws IOException {
        report("surefire-reports", "BufferRulesTest", "2.5", "a", "0.4", "b", "0.1", "c", "1.2");
        verdicts("BufferRulesTest", "stamp", "MB-R101\tHELD\tBufferRulesTest.a\t",
                "MB-R102\tVIOLATED\tBufferRulesTest.b\tseen", "MB-R103\tVIOLATED\tBufferRulesTest.c\tseen");
        report("surefire-reports", "RecordModelRulesTest", "9", "d", "9");
        verdicts("RecordModelRulesTest", "stamp", "MB-R104\tHELD\tRecordModelRulesTest.d\t");
        report("surefire-reports", "FlushModelRulesTest", "6", "h", "6");
        verdicts("FlushModelRulesTest", "stamp");
        report("surefire-reports", "ExplorationRulesTest", "4", "i", "0.5", "j", "3.5");
        verdicts("ExplorationRulesTest", "stamp", "MB-R101\tHELD\tExplorationRulesTest.i\t",
                "MB-R104\tVIOLATED\tExplorationRulesTest.j\tseen");
        report("surefire-reports", "LoadRulesTest", "1,234.5", "e", "1,234.5");
        verdicts("LoadRulesTest", "stamp", "MB-R101\tVIOLATED\tLoadRulesTest.e\tseen");
        report("failsafe-reports", "StressRulesIT", "80", "f[1]", "0.01");
        verdicts("StressRulesIT", "stamp", "MB-R104\tVIOLATED\tStressRulesIT.Race\tseen");
        report("failsafe-reports", "SystemRulesIT", "30", "g", "30");
        verdicts("SystemRulesIT", "stamp");

        SuiteTimes times = new SuiteTimes(root);
        assertThat(times.complete(MODULES)).isTrue();
        ObjectNode module = times.module("buggy");
        assertThat(module.get("testSeconds").asDouble()).isEqualTo(1_256.0);
        assertThat(module.get("verifySeconds").asDouble()).isEqualTo(110.0);
        List<ObjectNode> first = times.firstViolations("buggy");
        assertThat(first.get(0).get("secondsToFirstViolation").asDouble()).isEqualTo(0.5);
        assertThat(first.get(0).get("rule").asText()).isEqualTo("MB-R102");
        assertThat(first.get(0).get("violations").asInt()).isEqualTo(2);
        assertThat(first.get(1).has("rule")).isFalse();
        assertThat(first.get(3).get("instrument").asText()).isEqualTo("all schedules of small scenarios");
        assertThat(first.get(3).get("secondsToFirstViolation").asDouble()).isEqualTo(4.0);
        assertThat(first.get(4).get("secondsToFirstViolation").asDouble()).isEqualTo(1_234.5);
        assertThat(first.get(5).get("secondsToFirstViolation").asDouble()).as("known at the end").isEqualTo(80);
    }

    @Test
    void reportsOfTwoBuildsAreNotTaken() throws IOException {
        for (String testClass : List.of("BufferRulesTest", "RecordModelRulesTest", "FlushModelRulesTest",
                "ExplorationRulesTest", "LoadRulesTest", "StressRulesIT")) {
            verdicts(testClass, "stamp");
        }
        SuiteTimes times = new SuiteTimes(root);
        assertThat(times.complete(MODULES)).as("an instrument has not run").isFalse();
        verdicts("SystemRulesIT", "another stamp");
        assertThat(times.complete(MODULES)).as("it ran in another build").isFalse();
        verdicts("SystemRulesIT", "stamp");
        assertThat(times.complete(MODULES)).isTrue();
    }

    private void report(String folder, String testClass, String time, String... tests) throws IOException {
        StringBuilder xml = new StringBuilder("<testsuite time=\"%s\">".formatted(time));
        for (int i = 0; i < tests.length; i += 2) {
            xml.append("<testcase name=\"%s\" time=\"%s\"/>".formatted(tests[i], tests[i + 1]));
        }
        write("buggy/target/" + folder + "/TEST-metricsbuffer." + testClass + ".xml", xml.append("</testsuite>"));
    }

    private void verdicts(String testClass, String stamp, String... lines) throws IOException {
        write("buggy/target/verdicts/" + testClass + ".tsv", stamp + "\n" + String.join("\n", lines));
    }

    private void write(String file, CharSequence text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }
}
