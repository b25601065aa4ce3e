package metricsbuffer.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import metricsbuffer.suite.kafka.EmbeddedKafka;
import metricsbuffer.suite.support.LogCapture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line before a broker: its exit codes, and what it says. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConsumerAppIT {

    @TempDir
    private Path directory;

    private final StringWriter printed = new StringWriter();

    @Test
    void saysThatThePasswordIsWrongAndDoesNotSayWhichItWas() throws IOException {
        try (EmbeddedKafka broker = EmbeddedKafka.secured();
                LogCapture log = new LogCapture(Level.INFO)) {
            assertThat(execute(broker.secureServers(), "--consumer-config",
                    file(broker.secureClient("n0t-the-0ne")))).isEqualTo(1);

            assertThat(printed.toString()).contains(broker.secureServers()).contains("Authentication failed")
                    .doesNotContain("n0t-the-0ne").doesNotContain("\tat ");
            assertThat(log.text()).contains("Authentication failed")
                    .doesNotContain("n0t-the-0ne").doesNotContain(broker.password());
        }
    }

    /** Twice: what has no dead letter is not committed, and comes again. */
    @Test
    void endsWithACodeOfItsOwnWhenADeadLetterCannotBeDelivered() {
        try (EmbeddedKafka broker = new EmbeddedKafka(); LogCapture log = new LogCapture()) {
            broker.createTopic("words", 1);
            broker.createTopic("letters", 1, Map.of("max.message.bytes", "1")); // it refuses all
            writeInvalid(broker);

            for (int start = 1; start <= 2; start++) {
                assertThat(execute(broker.bootstrapServers(), "--dead-letter-topic", "letters")).isEqualTo(3);
            }

            assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR Dead letter not delivered: words-0@0"))
                    .hasSize(2);
        }
    }

    private static void writeInvalid(EmbeddedKafka broker) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("words", new byte[] {(byte) 0xFF}));
        }
    }

    private String file(Map<String, String> config) throws IOException {
        String text = config.entrySet().stream().map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
        return Files.write(directory.resolve("consumer.properties"), text.getBytes(UTF_8)).toString();
    }

    private int execute(String servers, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--topic", "words", "--no-dogstatsd", "--bootstrap-servers", servers));
        arguments.addAll(List.of(more));
        CommandLine commandLine = ConsumerApp.commandLine();
        commandLine.setOut(new PrintWriter(printed, true));
        commandLine.setErr(new PrintWriter(printed, true));
        return commandLine.execute(arguments.toArray(String[]::new));
    }
}
