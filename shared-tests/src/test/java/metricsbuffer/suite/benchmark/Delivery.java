package metricsbuffer.suite.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.timgroup.statsd.StatsDClient;
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
    static ObjectNode buffered(String module, long perSecond, long nanos) {
        try (Listener listener = new Listener()) {
            StatsDClient client = DirectClient.client(listener.address(), true, false);
            long recorded;
            try (ModuleSubject buffer = new ModuleSubject(module, new ClientSink(client), FLUSH_INTERVAL_NANOS)) {
                recorded = record(buffer, perSecond, nanos);
                buffer.flush();
            } finally {
                client.close();
            }
            listener.drain();
            if (listener.units() != recorded) {
                throw new IllegalStateException("%s: recorded %d, arrived %d, datagrams dropped by the kernel: %d"
                        .formatted(module, recorded, listener.units(), listener.kernelDrops()));
            }
            return result(BUFFERED.formatted(module), perSecond, nanos, recorded, listener.units(),
                    listener.kernelDrops());
        }
    }

    static ObjectNode alone(String subject, long perSecond, long nanos) {
        boolean blocking = !subject.contains("not blocking");
        try (DirectClient client = new DirectClient(blocking, subject.endsWith("aggregating"))) {
            long recorded = record(client, perSecond, nanos);
            client.settle();
            long arrived = client.totals().count();
            if (arrived > recorded) {
                throw new IllegalStateException("%s: recorded %d, arrived %d".formatted(subject, recorded, arrived));
            }
            return result(subject, perSecond, nanos, recorded, arrived, client.kernelDrops());
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

    private static ObjectNode result(String subject, long perSecond, long nanos, long recorded, long arrived,
            long drops) {
        return Results.JSON.createObjectNode().put("subject", subject).put("offeredPerSecond", perSecond)
                .put("seconds", nanos / 1e9).put("recorded", recorded).put("arrived", arrived)
                .put("datagramsDroppedByTheKernel", drops);
    }

    private record ClientSink(StatsDClient client) implements BufferSink {

        @Override
        public void counter(int counter, long total) {
            client.count(DirectClient.NAME, total);
        }

        @Override
        public void timing(int timing, long nanos) {
            throw new IllegalStateException("no timing was recorded");
        }
    }
}
