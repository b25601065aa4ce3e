package metricsbuffer.suite.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import metricsbuffer.suite.port.BufferSink;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;

/**
 * How long a record waits while another thread flushes into a sink that takes 50 ms. A latch tells when the sink has
 * been called, so every figure is of a record that was made in the middle of a flush; sampling would miss most.
 */
final class Stalls {

    /** Recording while no flush runs, for as long: what the machine alone makes a record wait. */
    static final String NO_FLUSH = "no flush";

    private static final Duration SINK = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Compiled before it is timed. */
    private static final Duration WARM_UP = Duration.ofMillis(200);

    private Stalls() {}

    /** Blocks in its first call of each round. One thread emits. */
    private static final class SlowSink implements BufferSink {

        private volatile CountDownLatch entered = new CountDownLatch(0);
        private volatile boolean left;

        @Override
        public void counter(int counter, long total) {
            block();
        }

        @Override
        public void timing(int timing, long nanos) {
            block();
        }

        private void block() {
            if (entered.getCount() > 0) {
                entered.countDown();
                Waiting.letPass(SINK);
                left = true;
            }
        }

        void arm() {
            left = false;
            entered = new CountDownLatch(1);
        }
    }

    private record Recorded(long longestWaitNanos, long records) {}

    /** The longest wait of each round, and of the fewest records that were made in one. */
    static ObjectNode measure(String subject, int rounds) throws InterruptedException {
        SlowSink sink = new SlowSink();
        List<Recorded> recorded = new ArrayList<>();
        String module = subject.equals(NO_FLUSH) ? "fix-lock" : subject;
        try (ModuleSubject buffer = new ModuleSubject(module, sink, ModuleSubject.INTERVAL_NANOS)) {
            long start = System.nanoTime();
            recordUntil(buffer, () -> System.nanoTime() - start > WARM_UP.toNanos());
            buffer.flush();
            for (int round = 0; round < rounds; round++) {
                buffer.touchAll();
                sink.arm();
                Actor flusher = Actor.start("flusher", subject.equals(NO_FLUSH) ? sink::block : buffer::flush);
                if (!sink.entered.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the flush did not reach the sink");
                }
                recorded.add(recordUntil(buffer, () -> sink.left));
                if (!flusher.finished(LIMIT)) {
                    throw new IllegalStateException("the flush did not end: " + flusher.where());
                }
            }
        }
        ObjectNode result = Results.JSON.createObjectNode().put("subject", subject).put("sinkMillis", SINK.toMillis())
                .put("fewestRecordsDuringTheSink", recorded.stream().mapToLong(Recorded::records).min().orElseThrow());
        recorded.stream().map(Recorded::longestWaitNanos).forEach(result.putArray("longestWaitNanos")::add);
        return result;
    }

    private static Recorded recordUntil(ModuleSubject buffer, BooleanSupplier over) {
        long longest = 0;
        long records = 0;
        do {
            long before = System.nanoTime();
            buffer.count();
            longest = Math.max(longest, System.nanoTime() - before);
            records++;
        } while (!over.getAsBoolean());
        return new Recorded(longest, records);
    }
}
