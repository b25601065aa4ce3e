package metricsbuffer.app;

import com.timgroup.statsd.StatsDClientException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metricsbuffer.metrics.AgentAddress;
import metricsbuffer.processing.CommitPolicy;
import metricsbuffer.processing.ProcessorOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The consumer as a program. Exits with 0 after an orderly end, with 1 after a failure, with 2 if the arguments
 * are wrong; ends in order on SIGTERM and SIGINT, in which case the JVM's exit status tells the signal.
 */
@Command(
        name = "java -jar <module>.jar",
        description = "Counts the words in the values of a Kafka topic, and reports to DogStatsD how it gets on.",
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class ConsumerApp implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(ConsumerApp.class);

    /** How long the check for a broker waits, before anything is consumed. */
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_WORKERS = 256;
    /** What every system allows as the path of a Unix socket, in bytes. */
    private static final int LONGEST_SOCKET_PATH = 103;
    /** What Kafka allows as the name of a topic. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    @Spec
    private CommandSpec spec;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT[,...]", defaultValue = "127.0.0.1:9092",
            description = "Kafka brokers (${DEFAULT-VALUE}).")
    private String bootstrapServers;

    @Option(names = "--topic", paramLabel = "NAME", required = true, description = "The topic to consume.")
    private String topic;

    @Option(names = "--group", paramLabel = "NAME", defaultValue = "word-count",
            description = "The consumer group (${DEFAULT-VALUE}).")
    private String group;

    @Option(names = "--dead-letter-topic", paramLabel = "NAME",
            description = "Where records go whose value is not UTF-8. Without it they are dropped.")
    private String deadLetterTopic;

    @Option(names = "--consumer-config", paramLabel = "FILE",
            description = "A properties file, in UTF-8, with further settings of the Kafka consumer. Those that say"
                    + " how to connect (security.*, sasl.*, ssl.*) hold for the dead-letter producer, too.")
    private Path consumerConfig;

    @Option(names = "--workers", paramLabel = "N", defaultValue = "0",
            description = "How many threads process records; 0 is the consumer thread itself (${DEFAULT-VALUE}).")
    private int workers;

    @Option(names = "--dogstatsd-host", paramLabel = "HOST", defaultValue = "127.0.0.1",
            description = "The DogStatsD agent's host (${DEFAULT-VALUE}).")
    private String dogStatsDHost;

    @Option(names = "--dogstatsd-port", paramLabel = "PORT", defaultValue = "8125",
            description = "Its UDP port (${DEFAULT-VALUE}).")
    private int dogStatsDPort;

    @Option(names = "--dogstatsd-socket", paramLabel = "PATH",
            description = "In their place, the agent's Unix socket, one for datagrams.")
    private Path dogStatsDSocket;

    @Option(names = "--no-dogstatsd", description = "Send no metrics.")
    private boolean noDogStatsD;

    @Option(names = "--flush-interval", paramLabel = "DURATION", defaultValue = "1s",
            converter = DurationConverter.class,
            description = "For how long metrics are added up before they are sent (${DEFAULT-VALUE}).")
    private Duration flushInterval;

    @Option(names = "--commit-interval", paramLabel = "DURATION", defaultValue = "1s",
            converter = DurationConverter.class,
            description = "How often offsets are committed (${DEFAULT-VALUE}).")
    private Duration commitInterval;

    @Option(names = "--commit-every", paramLabel = "N",
            description = "Commit offsets after this many records, too.")
    private Long commitEvery;

    @Option(names = "--backpressure-threshold", paramLabel = "DURATION", defaultValue = "5s",
            converter = DurationConverter.class,
            description = "For how long records are rejected before partitions are paused (${DEFAULT-VALUE}).")
    private Duration backpressureThreshold;

    @Option(names = "--join-timeout", paramLabel = "DURATION", defaultValue = "25s",
            converter = DurationConverter.class,
            description = "How long records under way may take when partitions are revoked, and at the end"
                    + " (${DEFAULT-VALUE}).")
    private Duration joinTimeout;

    @Option(names = "--stuck-timeout", paramLabel = "DURATION", converter = DurationConverter.class,
            description = "Report a loop that has not turned for this long. Without it none is reported.")
    private Duration stuckTimeout;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this.")
    private boolean help;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line, ready to be executed with arguments; that returns the exit code. */
    static CommandLine commandLine() {
        return new CommandLine(new ConsumerApp()).setParameterExceptionHandler((wrong, args) -> {
            // The message, and the synopsis alone: below the whole help it would be out of sight.
            CommandLine commandLine = wrong.getCommandLine();
            commandLine.getErr().println(wrong.getMessage());
            commandLine.getErr().print("Usage: " + commandLine.getHelp().synopsis("Usage: ".length()));
            commandLine.getErr().println("Try --help for more.");
            return ExitCode.USAGE;
        });
    }

    @Override
    public Integer call() {
        ConsumerSettings settings = settings();
        KafkaClients clients = new KafkaClients(settings);
        try {
            clients.consumer().close(); // what it refuses, it refuses without a broker
            Set<String> unknown = clients.unknownToConsumer();
            if (!unknown.isEmpty()) {
                log.warn("The Kafka consumer has no settings of these names: {}", unknown);
            }
            Optional<String> unreachable = brokerUnreachable(clients);
            if (unreachable.isPresent()) {
                return fail("cannot reach Kafka at " + bootstrapServers + ": " + unreachable.get());
            }
            return consume(settings);
        } catch (StatsDClientException e) {
            return fail("cannot send to DogStatsD: " + messages(e));
        } catch (KafkaException e) {
            // The clients refuse a wrong setting when they are made, before they connect.
            throw new ParameterException(spec.commandLine(), "Kafka refuses a setting: " + messages(refusal(e)));
        }
    }

    private int consume(ConsumerSettings settings) {
        WordCount wordCount = new WordCount();
        ConsumerRuntime consumer = new ConsumerRuntime(settings, wordCount);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            consumer.signalShutdown();
            try {
                ended.await(); // the JVM halts when its hooks have ended
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "shutdown"));
        log.info("Consuming {} from {} as {}", topic, bootstrapServers, group);
        try {
            consumer.run();
            log.info("Ended: {}", wordCount);
            return ExitCode.OK;
        } catch (RuntimeException e) {
            log.error("Failed: {}", wordCount, e);
            return ExitCode.SOFTWARE;
        } finally {
            ended.countDown();
        }
    }

    /** What tells best why a client could not be made: the first cause that names a setting, or all of them. */
    private static Throwable refusal(KafkaException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigException) {
                return cause;
            }
        }
        return failure;
    }

    /** The messages of an exception and its causes, in one line. */
    private static String messages(Throwable failure) {
        StringJoiner messages = new StringJoiner(": ");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.add(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        }
        return messages.toString();
    }

    private int fail(String message) {
        spec.commandLine().getErr().println(message);
        return ExitCode.SOFTWARE;
    }

    /** Why no broker could be reached, or empty if one was. */
    private static Optional<String> brokerUnreachable(KafkaClients clients) {
        try (Admin admin = clients.admin(BROKER_TIMEOUT)) {
            admin.describeCluster().nodes().get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private ConsumerSettings settings() {
        requireName("--topic", topic);
        requireName("--group", group);
        if (deadLetterTopic != null) {
            requireName("--dead-letter-topic", deadLetterTopic);
            if (deadLetterTopic.equals(topic)) {
                throw invalid("--dead-letter-topic", "is the topic that is consumed: dead letters would come back");
            }
        }
        if (workers < 0 || workers > MOST_WORKERS) {
            throw invalid("--workers", "must be from 0 to " + MOST_WORKERS + ", was " + workers);
        }
        if (commitEvery != null && commitEvery < 1) {
            throw invalid("--commit-every", "must be at least 1, was " + commitEvery);
        }
        CommitPolicy commitPolicy = commitEvery == null
                ? CommitPolicy.every(commitInterval)
                : new CommitPolicy(commitInterval, commitEvery);
        Map<String, String> config = consumerConfig();
        try {
            return new ConsumerSettings(bootstrapServers, topic, group, Optional.ofNullable(deadLetterTopic), config,
                    agentAddress(), flushInterval, workers, new ProcessorOptions(
                            commitPolicy, joinTimeout, backpressureThreshold, Optional.ofNullable(stuckTimeout)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Map<String, String> consumerConfig() {
        if (consumerConfig == null) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(consumerConfig)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw invalid("--consumer-config", "there is no file " + consumerConfig);
        } catch (AccessDeniedException e) {
            throw invalid("--consumer-config", "no permission to read " + consumerConfig);
        } catch (CharacterCodingException e) {
            throw invalid("--consumer-config", consumerConfig + " is not a text in UTF-8");
        } catch (IOException | IllegalArgumentException e) {
            throw invalid("--consumer-config", "cannot read " + consumerConfig + ": " + e.getMessage());
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    private Optional<AgentAddress> agentAddress() {
        refuseTogether("--no-dogstatsd", "--dogstatsd-socket", "--dogstatsd-host", "--dogstatsd-port");
        refuseTogether("--dogstatsd-socket", "--dogstatsd-host", "--dogstatsd-port");
        if (noDogStatsD) {
            return Optional.empty();
        }
        if (dogStatsDSocket != null) {
            requireSocket(dogStatsDSocket);
            return Optional.of(new AgentAddress.UnixSocket(dogStatsDSocket));
        }
        if (dogStatsDPort < 1 || dogStatsDPort > 65535) {
            throw invalid("--dogstatsd-port", "must be from 1 to 65535, was " + dogStatsDPort);
        }
        return Optional.of(new AgentAddress.Udp(dogStatsDHost, dogStatsDPort));
    }

    /** There may be none yet: the agent may come later. */
    private void requireSocket(Path path) {
        if (Files.isDirectory(path) || Files.isRegularFile(path)) {
            throw invalid("--dogstatsd-socket", path + " is a " + (Files.isDirectory(path) ? "directory" : "file")
                    + ", and not a socket");
        }
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET_PATH) {
            throw invalid("--dogstatsd-socket", "longer than the path of a socket may be, " + LONGEST_SOCKET_PATH
                    + " bytes: " + path);
        }
    }

    private void refuseTogether(String option, String... others) {
        ParseResult given = spec.commandLine().getParseResult();
        for (String other : others) {
            if (given.hasMatchedOption(option) && given.hasMatchedOption(other)) {
                throw new ParameterException(spec.commandLine(), option + " and " + other + " exclude each other");
            }
        }
    }

    private void requireName(String option, String name) {
        if (!NAME.matcher(name).matches()) {
            throw invalid(option, "must be 1 to 249 of a-z A-Z 0-9 . _ -, was '" + name + "'");
        }
    }

    private ParameterException invalid(String option, String problem) {
        return new ParameterException(spec.commandLine(), "Invalid value for option '" + option + "': " + problem);
    }
}
