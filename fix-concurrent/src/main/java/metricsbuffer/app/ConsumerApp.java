package metricsbuffer.app;

import com.timgroup.statsd.StatsDClientException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import metricsbuffer.metrics.AgentAddress;
import metricsbuffer.processing.CommitPolicy;
import metricsbuffer.processing.DeadLetterException;
import metricsbuffer.processing.ProcessorOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The consumer as a program. Exits with 0 after an orderly end, with 1 after a failure, with 2 if the arguments
 * are wrong, with 3 if a dead letter could not be delivered; ends in order on SIGTERM and SIGINT, in which case the
 * JVM's exit status tells the signal, or 4 if it could not end by its deadline.
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
    private static final int DEAD_LETTER_NOT_DELIVERED = 3;
    private static final int MOST_WORKERS = 256;
    private static final long MOST_RECORDS = 1_000_000_000;

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

    @Mixin
    private DeadLetterOptions deadLetters = new DeadLetterOptions();

    @Option(names = "--consumer-config", paramLabel = "FILE",
            description = "A properties file, in UTF-8, with further settings of the Kafka consumer. Those that say"
                    + " how to connect (security.*, sasl.*, ssl.*) hold for the dead-letter producer, too.")
    private String consumerConfig;

    @Option(names = "--workers", paramLabel = "N", defaultValue = "0",
            description = "How many threads process records; 0 is the consumer thread itself (${DEFAULT-VALUE}).")
    private String workers;

    @Option(names = "--dogstatsd-host", paramLabel = "HOST", defaultValue = "127.0.0.1",
            description = "The DogStatsD agent's host (${DEFAULT-VALUE}).")
    private String dogStatsDHost;

    @Option(names = "--dogstatsd-port", paramLabel = "PORT", defaultValue = "8125",
            description = "Its UDP port (${DEFAULT-VALUE}).")
    private String dogStatsDPort;

    @Option(names = "--dogstatsd-socket", paramLabel = "PATH",
            description = "In their place, the agent's Unix socket, one for datagrams.")
    private String dogStatsDSocket;

    @Option(names = "--no-dogstatsd", arity = "0", description = "Send no metrics.")
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
    private String commitEvery;

    @Option(names = "--backpressure-threshold", paramLabel = "DURATION", defaultValue = "5s",
            converter = DurationConverter.class,
            description = "How long polled records may wait before the consumer is polled beside them"
                    + " (${DEFAULT-VALUE}).")
    private Duration backpressureThreshold;

    @Option(names = "--join-timeout", paramLabel = "DURATION", converter = DurationConverter.class,
            description = "How long records under way may take when partitions are revoked, and at the end (25s, or"
                    + " half of max.poll.interval.ms where that is less). The shutdown takes 4s more at the most.")
    private Duration joinTimeout;

    @Option(names = "--stuck-timeout", paramLabel = "DURATION", converter = DurationConverter.class,
            description = "Report a loop that has not turned for this long, 1500ms or more. Without it none is"
                    + " reported.")
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
            commandLine.getErr().println(wrong.getMessage().replaceAll("\\p{Cntrl}+", " ")); // one line, come what may
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
            String refused = messages(refusal(e));
            String option = refused.contains("bootstrap.servers") ? "--bootstrap-servers" : "--consumer-config";
            throw new OptionChecks(spec.commandLine()).invalid(option, "Kafka refuses it: " + refused);
        }
    }

    private int consume(ConsumerSettings settings) {
        WordCount wordCount = new WordCount();
        ConsumerRuntime consumer = new ConsumerRuntime(settings, wordCount);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new ShutdownHook(consumer, Thread.currentThread(), ended));
        log.info("Consuming {} from {} as {}", topic, bootstrapServers, group);
        try {
            consumer.run();
            log.info("Ended: {}", wordCount);
            return ExitCode.OK;
        } catch (Throwable e) { // an Error, too: the JVM would stay as long as a worker that hangs
            log.error("Failed: {}", wordCount, e);
            return exitCode(e);
        } finally {
            ended.countDown();
        }
    }

    /** One of its own for dead letters: their topic must be seen to, and the same start after that loses nothing. */
    private static int exitCode(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DeadLetterException) {
                return DEAD_LETTER_NOT_DELIVERED;
            }
        }
        return ExitCode.SOFTWARE;
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

    /**
     * What the arguments say, once they are parsed.
     *
     * @throws ParameterException if a value is wrong, or two contradict each other
     */
    ConsumerSettings settings() {
        OptionChecks check = new OptionChecks(spec.commandLine());
        check.servers("--bootstrap-servers", bootstrapServers);
        check.topic("--topic", topic);
        check.group("--group", group);
        Map<String, String> config = consumerConfig == null
                ? Map.of()
                : check.properties("--consumer-config", consumerConfig);
        for (String name : config.keySet()) {
            ConsumerSettings.whyFixed(name).ifPresent(why -> {
                throw check.invalid("--consumer-config", name + " cannot be set here: " + why);
            });
        }
        try {
            return new ConsumerSettings(bootstrapServers, topic, group, deadLetters.topic(check, topic),
                    deadLetters.policy(check), config, agentAddress(check), flushInterval,
                    (int) check.wholeNumber("--workers", workers, 0, MOST_WORKERS),
                    options(check, ConsumerSettings.maxPollInterval(config)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** @param maxPollInterval in ms, or empty if it is no number: then Kafka will refuse it */
    private ProcessorOptions options(OptionChecks check, OptionalLong maxPollInterval) {
        CommitPolicy commitPolicy = commitEvery == null
                ? CommitPolicy.every(commitInterval)
                : new CommitPolicy(commitInterval, check.wholeNumber("--commit-every", commitEvery, 1, MOST_RECORDS));
        long limit = maxPollInterval.orElse(Long.MAX_VALUE);
        check.shorter("--backpressure-threshold", "the backpressure threshold", backpressureThreshold, limit);
        Duration join = joinTimeout;
        if (join == null) {
            Duration usual = ProcessorOptions.DEFAULTS.joinTimeout();
            join = usual.toMillis() < limit / 2 ? usual : Duration.ofMillis(limit / 2);
        } else {
            check.shorter("--join-timeout", "the join timeout", join, limit);
        }
        if (stuckTimeout != null && stuckTimeout.compareTo(ProcessorOptions.SHORTEST_STUCK_TIMEOUT) < 0) {
            throw check.invalid("--stuck-timeout", "must be at least "
                    + ProcessorOptions.SHORTEST_STUCK_TIMEOUT.toMillis() + " ms, was " + stuckTimeout.toMillis()
                    + " ms: a loop that waits for records is not stuck, and would be reported");
        }
        return new ProcessorOptions(commitPolicy, join, backpressureThreshold, Optional.ofNullable(stuckTimeout));
    }

    private Optional<AgentAddress> agentAddress(OptionChecks check) {
        if (noDogStatsD) {
            check.notTogether("--no-dogstatsd", "--dogstatsd-socket", "--dogstatsd-host", "--dogstatsd-port");
            return Optional.empty();
        }
        if (dogStatsDSocket != null) {
            check.notTogether("--dogstatsd-socket", "--dogstatsd-host", "--dogstatsd-port");
            return Optional.of(new AgentAddress.UnixSocket(check.socket("--dogstatsd-socket", dogStatsDSocket)));
        }
        check.host("--dogstatsd-host", dogStatsDHost);
        return Optional.of(new AgentAddress.Udp(
                dogStatsDHost, (int) check.wholeNumber("--dogstatsd-port", dogStatsDPort, 1, 65535)));
    }
}
