package metricsbuffer.suite.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import metricsbuffer.suite.port.BufferSink;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;
import org.HdrHistogram.Histogram;

/**
 * How late a record is done while the sink takes 50 ms once a second. One thread records by a schedule that does not
 * wait for it, as messages do not wait for a consumer: a record that is held up makes those that fall due meanwhile
 * late, too.
 *
 * <p>Each record's time is taken twice: from when it was due, and from when it began. The second is what a loop
 * measures that makes its next record when the one before is done: of a stall it sees one record, and none of those
 * that would have been made meanwhile (coordinated omission).
 */
final class Latency {

    static final long PER_SECOND = 10_000;

    private static final long APART_NANOS = 1_000_000_000 / PER_SECOND;
    private static final Duration SINK = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 95.0, 99.0, 99.9, 100.0);

    /** The schedule, and all that it calls, is compiled before it is timed. */
    private static final Duration WARM_UP = Duration.ofMillis(500);

    private Latency() {}

    /** Takes 50 ms for each total. One thread emits, and there is one total a flush. */
    private static final class SlowSink implements BufferSink {

        @Override
        public void counter(int counter, long total) {
            Waiting.letPass(SINK);
        }

        @Override
        public void timing(int timing, long nanos) {
            throw new IllegalStateException("no timing was recorded");
        }
    }

    /**
     * One round.
     *
     * @param subject a module, an exercise, or {@link Stalls#NO_FLUSH}
     * @param flushes one in each period; recording ends when the last of them has
     * @param period from one flush to the next
     */
    static ObjectNode measure(String subject, int round, int flushes, Duration period) {
        boolean flushing = !subject.equals(Stalls.NO_FLUSH);
        try (ModuleSubject buffer = new ModuleSubject(flushing ? subject : "fix-lock", new SlowSink(),
                ModuleSubject.INTERVAL_NANOS)) {
            long warmUp = Math.min(WARM_UP.toNanos(), period.toNanos());
            record(buffer, System.nanoTime(), warmUp / APART_NANOS, () -> false, new Histogram(3), new Histogram(3));
            long start = System.nanoTime();
            Actor flusher = Actor.start("flusher", () -> flush(buffer, flushing, start, flushes, period));
            Histogram sinceDue = new Histogram(3);
            Histogram sinceBegun = new Histogram(3);
            record(buffer, start, flushes * period.toNanos() / APART_NANOS, flusher::isAlive, sinceDue, sinceBegun);
            if (!flusher.finished(LIMIT)) {
                throw new IllegalStateException("the flusher did not end: " + flusher.where());
            }
            ObjectNode result = Results.JSON.createObjectNode().put("subject", subject).put("round", round)
                    .put("sinkMillis", SINK.toMillis()).put("perSecond", PER_SECOND).put("flushes", flushes)
                    .put("records", sinceDue.getTotalCount());
            percentiles(result.putObject("nanosSinceDue"), sinceDue);
            percentiles(result.putObject("nanosSinceBegun"), sinceBegun);
            return result;
        }
    }

    /** In the middle of each period, so that what a stall makes late is over when the last one ends. */
    private static void flush(ModuleSubject buffer, boolean flushing, long start, int flushes, Duration period) {
        for (int flush = 0; flush < flushes; flush++) {
            long due = start + flush * period.toNanos() + period.toNanos() / 2;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (flushing) {
                buffer.flush();
            } else {
                Waiting.letPass(SINK);
            }
        }
    }

    /** Spins until a record is due: who sleeps until then wakes up late, by more than is measured here. */
    private static void record(ModuleSubject buffer, long start, long least, BooleanSupplier more,
            Histogram sinceDue, Histogram sinceBegun) {
        for (long number = 0; number < least || more.getAsBoolean(); number++) {
            long due = start + number * APART_NANOS;
            long begun = System.nanoTime();
            while (begun - due < 0) {
                Thread.onSpinWait();
                begun = System.nanoTime();
            }
            buffer.count();
            long done = System.nanoTime();
            sinceDue.recordValue(done - due);
            sinceBegun.recordValue(done - begun);
        }
    }

    private static void percentiles(ObjectNode percentiles, Histogram histogram) {
        PERCENTILES.forEach(percentile ->
                percentiles.put(percentile.toString(), histogram.getValueAtPercentile(percentile)));
    }
}
