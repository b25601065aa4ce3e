package metricsbuffer.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static metricsbuffer.app.OptionsTest.Kind.CONTRADICTORY;
import static metricsbuffer.app.OptionsTest.Kind.EMPTY;
import static metricsbuffer.app.OptionsTest.Kind.EXTREME;
import static metricsbuffer.app.OptionsTest.Kind.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metricsbuffer.processing.DeadLetterPolicy;
import metricsbuffer.processing.DeadLetterPolicy.OnFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Each option of the command line with what it must not be: one line that names it and says what would be right, the
 * synopsis, and exit code 2; and with what looks odd and is right. There is no broker: what is refused, is refused
 * before one is looked for.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OptionsTest {

    enum Kind { WRONG, EMPTY, EXTREME, CONTRADICTORY }

    /**
     * A value, or two, that are refused.
     *
     * @param right what the first line must say besides the option's name
     * @param with further arguments; FILE(settings) is a properties file with these settings
     */
    record Refused(String option, Kind kind, String value, String right, String... with) {

        @Override
        public String toString() {
            String all = String.join(" ", with);
            return option + " " + kind + ": '" + (value.length() > 40 ? value.length() + " characters" : value) + "' "
                    + (all.length() > 60 ? "" : all);
        }
    }

    private static final String NONE = "no value";
    private static final String DIGITS = "9".repeat(40);
    private static final String TOPIC = "must be 1 to 249 of a-z A-Z 0-9 . _ -";
    private static final String GROUP = "must not be blank, have no control characters, and be at most 32000 bytes";
    private static final String FAILURE = "must be fail or drop, was '";
    private static final String RATIO = "must be a number from 0 to 1000 such as 0.05, was '";
    private static final String WITH_TOPIC = "makes sense with --dead-letter-topic only";
    private static final String SERVERS = "must be HOST:PORT, or several with commas between";
    private static final String HOST = "must be the name or the address of a host that is known";
    private static final String DURATION = "is not a duration; write 500ms, 10s, 2m or PT10S";
    private static final String RANGE = "is not from 1ms to 24h";
    private static final String SHORTER = "must be shorter than max.poll.interval.ms, ";
    private static final String STUCK = "must be at least 1500 ms";
    private static final String EXCLUDE = "exclude each other";
    private static final String TWICE = "should be specified only once";

    /** Options whose value cannot contradict anything but itself. */
    private static final Set<String> ON_THEIR_OWN =
            Set.of("--bootstrap-servers", "--workers", "--flush-interval", "--commit-interval", "--commit-every",
                    "--stuck-timeout");

    static List<Refused> refused() {
        List<Refused> rows = new ArrayList<>(List.of(
                new Refused("--bootstrap-servers", WRONG, "nonsense", SERVERS),
                new Refused("--bootstrap-servers", WRONG, "127.0.0.1:http", SERVERS),
                new Refused("--bootstrap-servers", WRONG, "127.0.0.1:9092,,127.0.0.1:9093", SERVERS),
                new Refused("--bootstrap-servers", WRONG, "127.0.0.1:9092;127.0.0.1:9093", SERVERS),
                new Refused("--bootstrap-servers", WRONG, "http://127.0.0.1:9092/", SERVERS),
                new Refused("--bootstrap-servers", WRONG, "no-such-host.invalid:9092", "bootstrap.servers"),
                new Refused("--bootstrap-servers", EMPTY, "", SERVERS),
                new Refused("--bootstrap-servers", EMPTY, ",", SERVERS),
                new Refused("--bootstrap-servers", EMPTY, ":9092", SERVERS),
                new Refused("--bootstrap-servers", EMPTY, "127.0.0.1:", SERVERS),
                new Refused("--bootstrap-servers", EXTREME, "127.0.0.1:0", SERVERS),
                new Refused("--bootstrap-servers", EXTREME, "127.0.0.1:65536", SERVERS),
                new Refused("--bootstrap-servers", EXTREME, "127.0.0.1:" + DIGITS, SERVERS),

                new Refused("--topic", WRONG, "a topic", TOPIC),
                new Refused("--topic", WRONG, "words,letters", TOPIC),
                new Refused("--topic", WRONG, "w\u00f6rter", TOPIC),
                new Refused("--topic", WRONG, "words\n", TOPIC),
                new Refused("--topic", WRONG, ".", "neither '.' nor '..'"),
                new Refused("--topic", WRONG, "..", "neither '.' nor '..'"),
                new Refused("--topic", EMPTY, "", TOPIC),
                new Refused("--topic", EXTREME, "w".repeat(250), TOPIC),
                new Refused("--topic", CONTRADICTORY, "words", TWICE, "--topic", "letters"),

                new Refused("--group", WRONG, "team\twords", GROUP),
                new Refused("--group", EMPTY, "", GROUP),
                new Refused("--group", EMPTY, "  ", GROUP),
                new Refused("--group", EXTREME, "\u00e4".repeat(16_001), GROUP),
                new Refused("--group", CONTRADICTORY, "words", TWICE, "--group", "letters"),

                new Refused("--dead-letter-topic", WRONG, "../words", TOPIC),
                new Refused("--dead-letter-topic", WRONG, "..", "neither '.' nor '..'"),
                new Refused("--dead-letter-topic", EMPTY, "", TOPIC),
                new Refused("--dead-letter-topic", EXTREME, "w".repeat(250), TOPIC),
                new Refused("--dead-letter-topic", CONTRADICTORY, "words", "must be another topic than the one"),

                new Refused("--dead-letter-failure", WRONG, "retry", FAILURE),
                new Refused("--dead-letter-failure", WRONG, "Drop", FAILURE),
                new Refused("--dead-letter-failure", WRONG, "fail,drop", FAILURE),
                new Refused("--dead-letter-failure", EMPTY, "", FAILURE),
                new Refused("--dead-letter-failure", EMPTY, " ", FAILURE),
                new Refused("--dead-letter-failure", EXTREME, "drop".repeat(100), FAILURE),
                new Refused("--dead-letter-failure", CONTRADICTORY, "drop", WITH_TOPIC),
                new Refused("--dead-letter-failure", CONTRADICTORY, "fail", WITH_TOPIC),

                new Refused("--dead-letter-max-ratio", WRONG, "many", RATIO),
                new Refused("--dead-letter-max-ratio", WRONG, "5%", RATIO),
                new Refused("--dead-letter-max-ratio", WRONG, "0,05", RATIO),
                new Refused("--dead-letter-max-ratio", WRONG, "1e-2", RATIO),
                new Refused("--dead-letter-max-ratio", WRONG, "1/20", RATIO),
                new Refused("--dead-letter-max-ratio", EMPTY, "", RATIO),
                new Refused("--dead-letter-max-ratio", EMPTY, ".", RATIO),
                new Refused("--dead-letter-max-ratio", EXTREME, "-0.1", RATIO),
                new Refused("--dead-letter-max-ratio", EXTREME, "1000.1", RATIO),
                new Refused("--dead-letter-max-ratio", EXTREME, "NaN", RATIO),
                new Refused("--dead-letter-max-ratio", EXTREME, "Infinity", RATIO),
                new Refused("--dead-letter-max-ratio", EXTREME, DIGITS, RATIO),
                new Refused("--dead-letter-max-ratio", CONTRADICTORY, "0.05", WITH_TOPIC),

                new Refused("--dead-letter-max-in-a-row", CONTRADICTORY, "5", WITH_TOPIC),

                new Refused("--consumer-config", WRONG, "no-such-file", "there is no file no-such-file"),
                new Refused("--consumer-config", WRONG, "/", "cannot read /"),
                new Refused("--consumer-config", WRONG, "FILE(max.poll.records=none)", "max.poll.records"),
                new Refused("--consumer-config", WRONG, "FILE(x=\\u12)", "cannot read"),
                new Refused("--consumer-config", EMPTY, "", "must be the path of a properties file"),
                new Refused("--consumer-config", EXTREME, "/dev/zero", "is larger than a properties file may be"),
                new Refused("--consumer-config", EXTREME, "FILE(max.poll.interval.ms=" + DIGITS + ")",
                        "max.poll.interval.ms"),
                new Refused("--consumer-config", CONTRADICTORY, "FILE(group.id=letters)",
                        "group.id cannot be set here: the group is named elsewhere"),
                new Refused("--consumer-config", CONTRADICTORY, "FILE(enable.auto.commit=true)",
                        "enable.auto.commit cannot be set here"),

                new Refused("--dogstatsd-host", WRONG, "no-such-host.invalid", HOST),
                new Refused("--dogstatsd-host", WRONG, "127.0.0.1:8125", HOST),
                new Refused("--dogstatsd-host", WRONG, "udp://127.0.0.1", HOST),
                new Refused("--dogstatsd-host", EMPTY, "", HOST),
                new Refused("--dogstatsd-host", EXTREME, "h".repeat(300), HOST),
                new Refused("--dogstatsd-host", CONTRADICTORY, "127.0.0.1", EXCLUDE, "--no-dogstatsd"),
                new Refused("--dogstatsd-host", CONTRADICTORY, "127.0.0.1", EXCLUDE, "--dogstatsd-socket", "agent"),

                new Refused("--dogstatsd-port", CONTRADICTORY, "8125", EXCLUDE, "--no-dogstatsd"),
                new Refused("--dogstatsd-port", CONTRADICTORY, "8125", EXCLUDE, "--dogstatsd-socket", "agent"),

                new Refused("--dogstatsd-socket", WRONG, "/", "is a directory, and not a socket"),
                new Refused("--dogstatsd-socket", WRONG, "pom.xml", "is a file, and not a socket"),
                new Refused("--dogstatsd-socket", EMPTY, "", "must be the path of a socket"),
                new Refused("--dogstatsd-socket", EXTREME, "/" + "s".repeat(104), "103 bytes"),
                new Refused("--dogstatsd-socket", EXTREME, "s".repeat(104 - absoluteLength("")), "103 bytes"),
                new Refused("--dogstatsd-socket", CONTRADICTORY, "agent", EXCLUDE, "--no-dogstatsd"),

                new Refused("--no-dogstatsd", WRONG, "=perhaps", "should be specified without 'perhaps' parameter"),
                new Refused("--no-dogstatsd", EMPTY, "=", "should be specified without '' parameter"),
                new Refused("--no-dogstatsd", EXTREME, "=" + DIGITS, "should be specified without '" + DIGITS),
                new Refused("--no-dogstatsd", CONTRADICTORY, NONE, EXCLUDE, "--dogstatsd-port", "8125"),

                new Refused("--backpressure-threshold", CONTRADICTORY, "5m", SHORTER + "300000"),
                new Refused("--backpressure-threshold", CONTRADICTORY, "4s", SHORTER + "4000",
                        "--consumer-config", "FILE(max.poll.interval.ms=4000)"),
                new Refused("--stuck-timeout", EXTREME, "1ms", STUCK),
                new Refused("--stuck-timeout", EXTREME, "1s", STUCK),
                new Refused("--stuck-timeout", EXTREME, "1499ms", STUCK),
                new Refused("--join-timeout", CONTRADICTORY, "24h", SHORTER + "300000"),
                new Refused("--join-timeout", CONTRADICTORY, "5m", SHORTER + "300000"),
                new Refused("--join-timeout", CONTRADICTORY, "10s", SHORTER + "10000",
                        "--consumer-config", "FILE(max.poll.interval.ms=10000)")));
        Map<String, String> numbers = Map.of("--workers", "from 0 to 256", "--commit-every", "from 1 to 1000000000",
                "--dead-letter-max-in-a-row", "from 1 to 1000000000", "--dogstatsd-port", "from 1 to 65535");
        new TreeMap<>(numbers).forEach((option, range) -> {
            String right = "must be a whole number " + range;
            Stream.of("many", "1.5", "1e3", "0x10", "1 2").forEach(
                    value -> rows.add(new Refused(option, WRONG, value, right)));
            Stream.of("", " ").forEach(value -> rows.add(new Refused(option, EMPTY, value, right)));
            Stream.of("-1", "2147483648", "9223372036854775808", DIGITS).forEach(
                    value -> rows.add(new Refused(option, EXTREME, value, right)));
        });
        for (String option : List.of("--flush-interval", "--commit-interval", "--backpressure-threshold",
                "--join-timeout", "--stuck-timeout")) {
            Stream.of("soon", "1", "-1s", "1.5s", "1d").forEach(
                    value -> rows.add(new Refused(option, WRONG, value, DURATION)));
            Stream.of("", " ").forEach(value -> rows.add(new Refused(option, EMPTY, value, DURATION)));
            Stream.of("0s", "PT0S", "PT-1S", "25h", "999999999h").forEach(
                    value -> rows.add(new Refused(option, EXTREME, value, RANGE)));
            rows.add(new Refused(option, EXTREME, DIGITS + "s", DURATION));
        }
        return rows;
    }

    static List<List<String>> right() {
        return List.of(
                List.of("--group", "team:words"),
                List.of("--group", "a team's words, \u00e4 ..", "--topic", "..."),
                List.of("--group", "g".repeat(32_000), "--topic", "w".repeat(249)),
                List.of("--bootstrap-servers", "[::1]:9092, localhost:65535"),
                List.of("--bootstrap-servers", "PLAINTEXT://127.0.0.1:1"),
                List.of("--dead-letter-topic", "words.", "--workers", "256"),
                List.of("--dead-letter-topic", "letters", "--dead-letter-failure", "drop"),
                List.of("--dead-letter-max-ratio", "0", "--dead-letter-topic", "letters"),
                List.of("--dead-letter-max-in-a-row", "1000000000", "--dead-letter-max-ratio", "1000.0",
                        "--dead-letter-topic", "letters"),
                List.of("--commit-every", "1000000000", "--commit-interval", "24h", "--flush-interval", "1ms"),
                List.of("--join-timeout", "299999ms", "--backpressure-threshold", "299999ms"),
                List.of("--join-timeout", "24h", "--consumer-config", "FILE(max.poll.interval.ms=86400001)"),
                List.of("--dogstatsd-port", "65535", "--stuck-timeout", "1500ms"),
                List.of("--dogstatsd-host", "::1"),
                List.of("--dogstatsd-socket", "/" + "s".repeat(102)),
                List.of("--dogstatsd-socket", "no such folder/agent"));
    }

    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedInOneLineThatNamesTheOptionAndSaysWhatWouldBeRight(Refused row) throws IOException {
        List<String> arguments = new ArrayList<>();
        if (row.value().startsWith("=")) {
            arguments.add(row.option() + row.value());
        } else {
            arguments.addAll(row.value().equals(NONE) ? List.of(row.option()) : List.of(row.option(), row.value()));
        }
        arguments.addAll(List.of(row.with()));
        CommandLine commandLine = ConsumerApp.commandLine();
        commandLine.setErr(new PrintWriter(err, true));

        assertThat(commandLine.execute(complete(arguments))).as("%s", row).isEqualTo(2);

        List<String> lines = err.toString().lines().toList();
        assertThat(lines.get(0)).as("%s", row).contains(row.option()).contains(row.right());
        assertThat(lines.get(1)).as("one line").startsWith("Usage: ");
        assertThat(err.toString()).doesNotContain("\tat ").doesNotContain("Exception");
    }

    @ParameterizedTest
    @MethodSource("right")
    void isTakenThoughItLooksOdd(List<String> arguments) throws IOException {
        assertThat(settings(arguments.toArray(String[]::new))).isNotNull();
    }

    @Test
    void everyOptionIsInTheTableWithEachKindOfValue() {
        Map<String, Set<Kind>> kinds = refused().stream().collect(Collectors.groupingBy(Refused::option, TreeMap::new,
                Collectors.mapping(Refused::kind, Collectors.toSet())));
        Set<String> options = ConsumerApp.commandLine().getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp()).map(OptionSpec::longestName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(kinds.keySet()).isEqualTo(options);
        kinds.forEach((option, tried) -> {
            Set<Kind> expected = EnumSet.allOf(Kind.class);
            if (ON_THEIR_OWN.contains(option)) {
                expected.remove(CONTRADICTORY);
            }
            assertThat(tried).as(option).isEqualTo(expected);
        });
    }

    @Test
    void theJoinTimeoutIsTheUsualOneOrHalfOfWhatTheGroupAllows() throws IOException {
        assertThat(settings().options().joinTimeout()).isEqualTo(Duration.ofSeconds(25));
        assertThat(settings("--consumer-config", "FILE(max.poll.interval.ms=6000)").options().joinTimeout())
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void deadLettersLoseNothingUnlessTheOptionsSaySo() throws IOException {
        assertThat(settings().deadLetterPolicy()).isEqualTo(DeadLetterPolicy.LOSE_NOTHING);
        assertThat(settings("--dead-letter-topic", "letters", "--dead-letter-failure", "fail").deadLetterPolicy())
                .isEqualTo(DeadLetterPolicy.LOSE_NOTHING);
        assertThat(settings("--dead-letter-topic", "letters", "--dead-letter-failure", "drop",
                "--dead-letter-max-ratio", "0.05", "--dead-letter-max-in-a-row", "20").deadLetterPolicy())
                .isEqualTo(new DeadLetterPolicy(OnFailure.DROP, OptionalDouble.of(0.05), OptionalLong.of(20)));
    }

    private ConsumerSettings settings(String... arguments) throws IOException {
        CommandLine commandLine = ConsumerApp.commandLine();
        commandLine.parseArgs(complete(List.of(arguments)));
        return ((ConsumerApp) commandLine.getCommand()).settings();
    }

    /** With the topic, and with files in place of FILE(...). */
    private String[] complete(List<String> arguments) throws IOException {
        List<String> complete = new ArrayList<>();
        for (String argument : arguments) {
            complete.add(argument.startsWith("FILE(") ? file(argument.substring(5, argument.length() - 1)) : argument);
        }
        if (!complete.contains("--topic")) {
            complete.addAll(List.of("--topic", "words"));
        }
        return complete.toArray(String[]::new);
    }

    private String file(String settings) throws IOException {
        return Files.write(directory.resolve("consumer.properties"), settings.getBytes(UTF_8)).toString();
    }

    private static int absoluteLength(String path) {
        return Path.of(path).toAbsolutePath().toString().getBytes(UTF_8).length;
    }
}
