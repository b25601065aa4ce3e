package metricsbuffer.suite.fire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import metricsbuffer.suite.port.ConsumerModule;
import metricsbuffer.suite.port.ConsumerSpec;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.port.ConsumerSpec.Tap;
import metricsbuffer.suite.port.RunningConsumer;
import metricsbuffer.suite.rig.MemberBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The module's consumer as a process that can be killed, and whose work can be told all the same: its task writes the
 * offset of each record to a file before it says that the record is done. What was written is the system's, not the
 * process's, and is there after a SIGKILL.
 *
 * <p>Ends as {@code ConsumerApp} does: with 0 after an orderly end, 1 after a failure; a signal ends it in order.
 */
@Command(name = "consumer-process")
final class ConsumerProcess implements Callable<Integer> {

    /** How long what is under way may take at the end. */
    static final Duration JOIN_TIMEOUT = Duration.ofSeconds(1);

    /** Every how many records one is invalid. */
    static final int INVALID_EVERY = 10;

    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Option(names = "--bootstrap-servers", required = true)
    private String bootstrapServers;

    @Option(names = "--topic", required = true)
    private String topic;

    @Option(names = "--group", required = true)
    private String group;

    @Option(names = "--dead-letter-topic", required = true)
    private String deadLetterTopic;

    @Option(names = "--dogstatsd-port", required = true)
    private int dogStatsDPort;

    @Option(names = "--done", required = true, description = "The file that the offsets of done records are added to.")
    private Path done;

    @Option(names = "--workers", description = "How many threads process. Default: the consumer thread does.")
    private int workers;

    @Option(names = "--throw-at", description = "The offset at which the task throws.")
    private long throwAt = -1;

    @Option(names = "--hang-at", description = "The offset at which the task hangs for ever, whatever interrupts it.")
    private long hangAt = -1;

    private ConsumerProcess() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new ConsumerProcess()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        try (FileChannel file = FileChannel.open(done, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.APPEND)) {
            RunningConsumer consumer = ConsumerModule.load().start(new ConsumerSpec(bootstrapServers, topic, group,
                    deadLetterTopic, false, Map.of("session.timeout.ms", "6000", "max.poll.records", "20"),
                    new InetSocketAddress("127.0.0.1", dogStatsDPort), MemberBuilder.NEVER, null, JOIN_TIMEOUT,
                    Duration.ofMillis(20), Duration.ofSeconds(5), workers,
                    (ofTopic, partition, offset, key, value) -> process(file, offset), new Tap() {}));
            Runtime.getRuntime().addShutdownHook(consumer.shutdownHook());
            Optional<Throwable> end = consumer.awaitEnd(LIMIT);
            end.ifPresent(Throwable::printStackTrace);
            return end.isPresent() ? 1 : 0;
        }
    }

    private Outcome process(FileChannel file, long offset) {
        if (offset == throwAt) {
            throw new IllegalArgumentException("the task of record " + offset + " fails");
        }
        if (offset == hangAt) {
            // Ended with its process only: that is what is tried.
            while (true) {
                LockSupport.park(file);
                Thread.interrupted();
            }
        }
        // A short while, so that a kill finds records at every stage.
        LockSupport.parkNanos(200_000);
        try {
            file.write(ByteBuffer.wrap((offset + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return offset % INVALID_EVERY == 0 ? Outcome.INVALID : Outcome.DONE;
    }
}
