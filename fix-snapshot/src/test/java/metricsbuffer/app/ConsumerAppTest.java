package metricsbuffer.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line, as far as it goes without a broker. */
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

    @ParameterizedTest
    @CsvSource({
        "--flush-interval, 0s",
        "--flush-interval, soon",
        "--commit-interval, -1s",
        "--commit-every, 0",
        "--commit-every, many",
        "--backpressure-threshold, 1",
        "--join-timeout, 2d",
        "--stuck-timeout, PT0S",
        "--workers, -1",
        "--workers, 100000",
        "--dogstatsd-port, 0",
        "--dogstatsd-port, 65536",
        "--dogstatsd-port, http",
        "--topic, a topic",
        "--group, ''",
        "--dead-letter-topic, words",
        "--dead-letter-topic, ../words",
        "--consumer-config, no-such-file",
        "--no-such-option, 1"
    })
    void refusesAWrongValueAndNamesTheOption(String option, String value) {
        List<String> arguments = new ArrayList<>(List.of(option, value));
        if (!option.equals("--topic")) {
            arguments.addAll(List.of("--topic", "words"));
        }

        assertThat(execute(arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(err.toString()).contains(option).contains("Usage:").doesNotContain("\tat ");
    }

    @Test
    void refusesOptionsThatExcludeEachOther() {
        assertThat(execute("--topic", "words", "--no-dogstatsd", "--dogstatsd-port", "8125")).isEqualTo(2);

        assertThat(err.toString()).contains("--no-dogstatsd and --dogstatsd-port exclude each other");
    }

    @Test
    void refusesAConfigurationThatIsNoFile() {
        assertThat(execute("--topic", "words", "--consumer-config", directory.toString())).isEqualTo(2);

        assertThat(err.toString()).contains("--consumer-config", directory.toString());
    }

    @Test
    void refusesAConfigurationThatCannotBeParsed() throws IOException {
        assertThat(executeWithConfig("max.poll.records=\\u12")).isEqualTo(2);

        assertThat(err.toString()).contains("--consumer-config");
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

    @Test
    void refusesAThresholdThatIsTooLongForTheGroup() {
        assertThat(execute("--topic", "words", "--backpressure-threshold", "5m")).isEqualTo(2);

        assertThat(err.toString()).contains("the backpressure threshold", "max.poll.interval.ms, 300000");
    }

    @Test
    void refusesWhatIsNoSocket() throws IOException {
        Path file = Files.createFile(directory.resolve("agent.socket"));

        assertThat(execute("--topic", "words", "--dogstatsd-socket", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--dogstatsd-socket", file + " is a file, and not a socket");

        assertThat(execute("--topic", "words", "--dogstatsd-socket", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(directory + " is a directory, and not a socket");

        assertThat(execute("--topic", "words", "--dogstatsd-socket", "/" + "s".repeat(104))).isEqualTo(2);
        assertThat(err.toString()).contains("longer than the path of a socket may be");
    }

    @Test
    void refusesServersThatKafkaCannotRead() {
        assertThat(execute("--topic", "words", "--bootstrap-servers", "nonsense")).isEqualTo(2);

        assertThat(err.toString()).contains("bootstrap.servers").doesNotContain("\tat ");
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
