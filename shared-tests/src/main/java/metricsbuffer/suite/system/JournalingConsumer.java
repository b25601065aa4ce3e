package metricsbuffer.suite.system;

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
import java.util.concurrent.locks.LockSupport;
import metricsbuffer.suite.port.ConsumerModule;
import metricsbuffer.suite.port.ConsumerSpec;
import metricsbuffer.suite.port.ConsumerSpec.Outcome;
import metricsbuffer.suite.port.ConsumerSpec.Tap;
import metricsbuffer.suite.port.RunningConsumer;

/**
 * The module's consumer as a process that can be killed, and whose work can be told all the same: its task writes the
 * offset of each record to a file before it says that the record is done. What was written is the system's, not the
 * process's, and is there after a SIGKILL.
 *
 * <p>Ends as {@code ConsumerApp} does: with 0 after an orderly end, 1 after a failure; a signal ends it in order.
 *
 * <p>Arguments: bootstrap servers, topic, group, dead-letter topic, port of the agent, journal, workers, the offset at
 * which the task throws, the offset at which it hangs for ever, whatever interrupts it; -1 for none.
 */
public final class JournalingConsumer {

    /** How long what is under way may take at the end. */
    static final Duration JOIN_TIMEOUT = Duration.ofSeconds(1);

    /** Every how many records one is invalid. */
    static final int INVALID_EVERY = 10;

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private JournalingConsumer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        long throwAt = Long.parseLong(args[7]);
        long hangAt = Long.parseLong(args[8]);
        int status;
        try (FileChannel journal = FileChannel.open(Path.of(args[5]), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            RunningConsumer consumer = ConsumerModule.load().start(new ConsumerSpec(args[0], args[1], args[2], args[3],
                    Map.of("session.timeout.ms", "6000", "max.poll.records", "20"),
                    new InetSocketAddress("127.0.0.1", Integer.parseInt(args[4])), Specs.NEVER, null, JOIN_TIMEOUT,
                    Duration.ofMillis(20), Duration.ofSeconds(5), Integer.parseInt(args[6]),
                    (topic, partition, offset, key, value) -> process(journal, offset, throwAt, hangAt),
                    new Tap() {}));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                consumer.signalShutdown();
                awaitEnd(consumer);
            }));
            Optional<Throwable> end = awaitEnd(consumer);
            end.ifPresent(Throwable::printStackTrace);
            status = end.isPresent() ? 1 : 0;
        }
        System.exit(status);
    }

    private static Outcome process(FileChannel journal, long offset, long throwAt, long hangAt) {
        if (offset == throwAt) {
            throw new IllegalArgumentException("the task of record " + offset + " fails");
        }
        if (offset == hangAt) {
            // Ended with its process only: that is what is tried.
            while (true) {
                LockSupport.park(journal);
                Thread.interrupted();
            }
        }
        // A short while, so that a kill finds records at every stage.
        LockSupport.parkNanos(200_000);
        try {
            journal.write(ByteBuffer.wrap((offset + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return offset % INVALID_EVERY == 0 ? Outcome.INVALID : Outcome.DONE;
    }

    private static Optional<Throwable> awaitEnd(RunningConsumer consumer) {
        try {
            return consumer.awaitEnd(LIMIT);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the consumer runs", e);
        }
    }
}
