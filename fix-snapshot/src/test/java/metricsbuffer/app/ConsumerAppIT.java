package metricsbuffer.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import metricsbuffer.suite.kafka.EmbeddedKafka;
import metricsbuffer.suite.support.LogCapture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line before a broker that lets nobody in without TLS and a password. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConsumerAppIT {

    @TempDir
    private Path directory;

    private final StringWriter printed = new StringWriter();

    @Test
    void saysThatThePasswordIsWrongAndDoesNotSayWhichItWas() throws IOException {
        try (EmbeddedKafka broker = EmbeddedKafka.secured();
                LogCapture log = new LogCapture(Level.INFO)) {
            assertThat(execute(broker, broker.secureClient("n0t-the-0ne"))).isEqualTo(1);

            assertThat(printed.toString()).contains(broker.secureServers()).contains("Authentication failed")
                    .doesNotContain("n0t-the-0ne").doesNotContain("\tat ");
            assertThat(log.text()).contains("Authentication failed")
                    .doesNotContain("n0t-the-0ne").doesNotContain(broker.password());
        }
    }

    private int execute(EmbeddedKafka broker, Map<String, String> config) throws IOException {
        String text = config.entrySet().stream().map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
        Path file = Files.write(directory.resolve("consumer.properties"), text.getBytes(UTF_8));
        CommandLine commandLine = ConsumerApp.commandLine();
        commandLine.setOut(new PrintWriter(printed, true));
        commandLine.setErr(new PrintWriter(printed, true));
        return commandLine.execute("--topic", "words", "--no-dogstatsd",
                "--bootstrap-servers", broker.secureServers(), "--consumer-config", file.toString());
    }
}
