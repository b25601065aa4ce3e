package metricsbuffer.suite.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import metricsbuffer.suite.port.BufferSink;

/**
 * What the buffer buys: one thread records, and a listener counts what arrives over UDP. With a buffer the client gets
 * a total a second; without one it gets every record.
 */
final class Delivery {

    static final String BUFFERED = "buffer (%s) and client";
    static final List<String> ALONE = List.of("client alone, blocking, aggregating", "client alone, blocking",
            "client alone, not blocking, aggregating", "client alone, not blocking");

    private static final long FLUSH_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long BURSTS_A_SECOND = 1_000;
    private static final int BETWEEN_LOOKS_AT_THE_CLOCK = 500;

    private Delivery() {}

    /** @param perSecond the records a second, or 0 for as many as one thread can */
    static ObjectNode buffered(String module, long perSecond, long nanos) throws IOException {
        try (DirectClient client = new DirectClient(true, false);
                ModuleSubject buffer = new ModuleSubject(module, new ClientSink(client), FLUSH_INTERVAL_NANOS)) {
            long recorded = record(buffer, perSecond, nanos);
            buffer.flush();
            return result(BUFFERED.formatted(module), perSecond, nanos, recorded, recorded, client);
        }
    }

    static ObjectNode alone(String subject, long perSecond, long nanos) throws IOException {
        boolean blocking = !subject.contains("not blocking");
        try (DirectClient client = new DirectClient(blocking, subject.endsWith("aggregating"))) {
            long recorded = record(client, perSecond, nanos);
            client.awaitSilence();
            return result(subject, perSecond, nanos, recorded, 0, client);
        }
    }

    private static long record(Subject subject, long perSecond, long nanos) {
        long start = System.nanoTime();
        long recorded = 0;
        while (true) {
            long elapsed = System.nanoTime() - start;
            if (elapsed >= nanos) {
                return recorded;
            }
            long due = perSecond == 0 ? recorded + BETWEEN_LOOKS_AT_THE_CLOCK
                    : perSecond * (elapsed * BURSTS_A_SECOND / 1_000_000_000) / BURSTS_A_SECOND;
            for (; recorded < due; recorded++) {
                subject.count();
            }
            if (perSecond > 0) {
                LockSupport.parkNanos(1_000_000_000 / BURSTS_A_SECOND / 2);
            }
        }
    }

    /** @param fewest that must have arrived; more than was recorded never may */
    private static ObjectNode result(String subject, long perSecond, long nanos, long recorded, long fewest,
            DirectClient client) {
        long arrived = client.totals().count();
        if (arrived < fewest || arrived > recorded) {
            throw new IllegalStateException("%s: recorded %d, arrived %d, datagrams dropped by the kernel: %d"
                    .formatted(subject, recorded, arrived, client.kernelDrops()));
        }
        return Results.JSON.createObjectNode().put("subject", subject).put("offeredPerSecond", perSecond)
                .put("seconds", nanos / 1e9).put("recorded", recorded).put("arrived", arrived)
                .put("datagramsDroppedByTheKernel", client.kernelDrops());
    }

    private record ClientSink(DirectClient client) implements BufferSink {

        @Override
        public void counter(int counter, long total) {
            client.count(total);
        }

        @Override
        public void timing(int timing, long nanos) {
            throw new IllegalStateException("no timing was recorded");
        }
    }
}
