package metricsbuffer.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line, as far as it goes without a broker; what each option takes is in {@code OptionsTest}. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConsumerAppTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesTheOptionsAndTheirDefaults() {
        assertThat(execute("--help")).isZero();

        assertThat(out.toString()).contains("--bootstrap-servers", "127.0.0.1:9092", "--stuck-timeout", "25s");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void needsATopic() {
        assertThat(execute()).isEqualTo(2);

        assertThat(err.toString()).contains("--topic").contains("Usage:");
    }

    @Test
    void refusesAnOptionThatThereIsNot() {
        assertThat(execute("--topic", "words", "--no-such-option", "1")).isEqualTo(2);

        assertThat(err.toString()).contains("--no-such-option").contains("Usage:");
    }

    @Test
    void refusesAConfigurationThatIsNoText() throws IOException {
        Path file = Files.write(directory.resolve("consumer.properties"), new byte[] {'x', '=', (byte) 0xff});

        assertThat(execute("--topic", "words", "--consumer-config", file.toString())).isEqualTo(2);

        assertThat(err.toString()).contains("--consumer-config", file.toString(), "UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable.auto.commit", "bootstrap.servers", "group.id", "key.deserializer",
            "value.deserializer"})
    void refusesASettingThatTheConsumerNeedsForItself(String name) throws IOException {
        assertThat(executeWithConfig(name + "=true")).isEqualTo(2);

        assertThat(err.toString()).contains(name + " cannot be set here");
    }

    /** Before it looks for a broker: there is none here. */
    @ParameterizedTest
    @CsvSource({
        "max.poll.interval.ms=soon, max.poll.interval.ms",
        "max.poll.interval.ms=4000, the backpressure threshold",
        "security.protocol=TLS, security.protocol",
        "partition.assignment.strategy=no.such.Assignor, no.such.Assignor",
        "group.protocol=voting, group.protocol",
        "'group.protocol=consumer\nsession.timeout.ms=10000', session.timeout.ms"
    })
    void refusesASettingThatCannotBe(String setting, String named) throws IOException {
        assertThat(executeWithConfig(setting.replace("\\n", "\n"))).isEqualTo(2);

        assertThat(err.toString()).contains(named).contains("Usage:").doesNotContain("\tat ");
    }

    private int executeWithConfig(String content) throws IOException {
        Path file = Files.write(directory.resolve("consumer.properties"), content.getBytes(UTF_8));
        return execute("--topic", "words", "--consumer-config", file.toString());
    }

    private int execute(String... arguments) {
        CommandLine commandLine = ConsumerApp.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
