package metricsbuffer.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import metricsbuffer.processing.DeadLetterPolicy;
import metricsbuffer.processing.ProcessorOptions;
import metricsbuffer.suite.support.LogCapture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A secret in the settings of the Kafka clients is in no line that is printed or logged, whatever is wrong. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecretsTest {

    private static final String SECRET = "d0-n0t-t3ll";
    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {
        "sasl.jaas.config=" + MODULE + " required username=\"u\" password=\"" + SECRET + "\"",
        "sasl.jaas.config=" + MODULE + " username=\"u\" password=\"" + SECRET + "\";",
        "sasl.jaas.config=" + MODULE + " required password=" + SECRET + " username;",
        "sasl.jaas.config=no.such.Module required password=\"" + SECRET + "\";",
        "sasl.jaas.config=" + SECRET,
        "ssl.key.password=" + SECRET + "\nssl.keystore.password=" + SECRET + "\nssl.keystore.location=/no/such",
        "ssl.keystore.type=PEM\nssl.keystore.key=" + SECRET + "\nssl.key.password=" + SECRET
                + "\nssl.keystore.certificate.chain=" + SECRET,
        "ssl.truststore.password=" + SECRET + "\nssl.truststore.location=/no/such",
        "ssl.key.pasword=" + SECRET + "\nmax.poll.records=none",
        "ssl.key.password=" + SECRET + "\nenable.auto.commit=true",
        "ssl.key.password=" + SECRET + "\\u12"
    })
    void areNeitherPrintedNorLoggedWhenASettingIsRefused(String settings) throws IOException {
        String protocol = settings.contains("sasl.") ? "SASL_PLAINTEXT" : "SSL";
        Path file = Files.write(directory.resolve("consumer.properties"),
                ("security.protocol=" + protocol + "\nsasl.mechanism=PLAIN\n" + settings).getBytes(UTF_8));
        StringWriter printed = new StringWriter();
        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            CommandLine commandLine = ConsumerApp.commandLine();
            commandLine.setOut(new PrintWriter(printed, true));
            commandLine.setErr(new PrintWriter(printed, true));

            assertThat(commandLine.execute("--topic", "words", "--consumer-config", file.toString())).isEqualTo(2);

            assertThat(printed.toString()).contains("Usage:").doesNotContain(SECRET).doesNotContain("\tat ");
            assertThat(log.text()).doesNotContain(SECRET);
        }
    }

    @Test
    void areNotLoggedWhenTheClientsAreMade() {
        Map<String, String> config = Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", MODULE + " required username=\"u\" password=\"" + SECRET + "\";",
                "ssl.key.password", SECRET,
                "max.poll.records", "10");
        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            KafkaClients clients = new KafkaClients(settings(config));
            clients.consumer().close();
            clients.deadLetterProducer().close();
            clients.admin(Duration.ofSeconds(1)).close(Duration.ZERO);

            assertThat(log.text()).contains("max.poll.records = 10").doesNotContain(SECRET);
        }
    }

    @Test
    void areNotInTheTextOfTheSettings() {
        assertThat(settings(Map.of("ssl.key.password", SECRET)).toString())
                .contains("ssl.key.password").doesNotContain(SECRET);
        assertThatThrownBy(() -> settings(Map.of("ssl.key.password", SECRET, "group.id", SECRET)))
                .hasMessageContaining("group.id").hasMessageNotContaining(SECRET);
    }

    private static ConsumerSettings settings(Map<String, String> config) {
        return new ConsumerSettings("127.0.0.1:1", "words", "counters", Optional.empty(),
                DeadLetterPolicy.LOSE_NOTHING, config, Optional.empty(),
                Duration.ofSeconds(1), 0, ProcessorOptions.DEFAULTS);
    }
}
