package metricsbuffer.suite.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferSink;
import metricsbuffer.suite.support.Actor;

/**
 * How long a record waits while another thread flushes into a sink that takes 50 ms. A latch tells when the sink has
 * been called, so every figure is of a record that was made in the middle of a flush; sampling would miss most.
 */
final class Stalls {

    static final long SINK_MILLIS = 50;

    /** Recording while no flush runs, for as long: what the machine alone makes a record wait. */
    static final String NO_FLUSH = "no flush";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Stalls() {}

    /** Blocks in its first call of each round. */
    private static final class SlowSink implements BufferSink {

        final AtomicBoolean armed = new AtomicBoolean();
        volatile CountDownLatch entered;
        volatile boolean left;

        @Override
        public void counter(int counter, long total) {
            block();
        }

        @Override
        public void timing(int timing, long nanos) {
            block();
        }

        private void block() {
            if (armed.compareAndSet(true, false)) {
                blockFor(entered);
                left = true;
            }
        }

        void arm() {
            entered = new CountDownLatch(1);
            left = false;
            armed.set(true);
        }
    }

    /** The longest wait of each round, and of the fewest records that were made in one. */
    static ObjectNode measure(String subject, int rounds) {
        SlowSink sink = new SlowSink();
        List<Long> longest = new ArrayList<>();
        long fewest = Long.MAX_VALUE;
        String module = subject.equals(NO_FLUSH) ? "fix-lock" : subject;
        try (ModuleSubject buffer = new ModuleSubject(module, sink, ModuleSubject.INTERVAL_NANOS)) {
            recordFor(buffer, TimeUnit.SECONDS.toNanos(1) / 5); // compiled before it is timed
            buffer.flush();
            for (int round = 0; round < rounds; round++) {
                buffer.touchAll();
                sink.arm();
                CountDownLatch entered = sink.entered;
                long[] records = new long[1];
                Actor flusher = Actor.start("flusher", subject.equals(NO_FLUSH) ? sink::block : buffer::flush);
                await(entered);
                longest.add(longestWait(buffer, () -> sink.left ? 1 : 0, records));
                if (!flusher.finished(LIMIT)) {
                    throw new IllegalStateException("the flush did not end: " + flusher.where());
                }
                fewest = Math.min(fewest, records[0]);
            }
        }
        ObjectNode result = Results.JSON.createObjectNode().put("subject", subject).put("sinkMillis", SINK_MILLIS)
                .put("fewestRecordsDuringTheSink", fewest);
        longest.forEach(result.putArray("longestWaitNanos")::add);
        return result;
    }

    private static long longestWait(ModuleSubject buffer, LongSupplier sinkHasLeft, long[] records) {
        long longest = 0;
        do {
            long before = System.nanoTime();
            buffer.count();
            longest = Math.max(longest, System.nanoTime() - before);
            records[0]++;
        } while (sinkHasLeft.getAsLong() == 0);
        return longest;
    }

    private static void recordFor(ModuleSubject buffer, long nanos) {
        long start = System.nanoTime();
        longestWait(buffer, () -> System.nanoTime() - start > nanos ? 1 : 0, new long[1]);
    }

    private static void blockFor(CountDownLatch entered) {
        entered.countDown();
        try {
            new CountDownLatch(1).await(SINK_MILLIS, TimeUnit.MILLISECONDS); // nobody counts it down
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the flush did not reach the sink");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
