package metricsbuffer.suite.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DemoArgumentsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {
        "--what", "surplus", "--dogstatsd", "--dogstatsd=8125", "--dogstatsd=:8125", "--dogstatsd=127.0.0.1:",
        "--dogstatsd=127.0.0.1:0", "--dogstatsd=127.0.0.1:65536", "--dogstatsd=127.0.0.1:x",
        "--dogstatsd=no-such-host.invalid:8125", "--bootstrap-servers=127.0.0.1:9092,nonsense"
    })
    void wrongArgumentsGetTheUsageAndExitCode2(String argument) {
        assertThat(run(argument)).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: demo").doesNotContain("\tat ");
    }

    @Test
    void help() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Usage: demo", "--bootstrap-servers", "--dogstatsd");
    }

    private int run(String argument) {
        CommandLine commandLine = Demo.commandLine();
        return commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(argument);
    }
}
