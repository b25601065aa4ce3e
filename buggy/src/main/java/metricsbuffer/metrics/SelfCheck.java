package metricsbuffer.metrics;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps books on the buffer from outside: what was recorded, less what the backend has taken. What that leaves is
 * pending in the buffer, or on its way in a flush, or the buffer is wrong. Costs three additions a record, and one a
 * total.
 *
 * <p>Safe for use by several threads.
 */
public final class SelfCheck {

    private static final Logger log = LoggerFactory.getLogger(SelfCheck.class);

    /**
     * A gauge, sent with each total of {@link ConsumerCounter#RUN_COUNT}: what other counters have not delivered by
     * then counts in it, though the same flush may deliver it next. Not an Arroyo metric.
     */
    static final String OPEN = "arroyo.consumer.metrics.open";

    private final LongAdder counts = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder begun = new LongAdder(); // calls of the buffer
    private final LongAdder ended = new LongAdder();
    private final Metrics gauges;

    /** @param backend where the gauge goes, directly */
    public SelfCheck(Metrics backend) {
        gauges = HarmlessMetrics.around(backend);
    }

    /**
     * The buffer, with what is recorded in it entered in the books: beforehand, since the buffer may deliver it before
     * it returns, and whatever it throws then, which may come out of a flush. Not entered is what a {@link Recorder}
     * must refuse.
     */
    public Recorder around(Recorder buffer) {
        return new Recorder() {
            @Override
            public void increment(ConsumerCounter counter, long amount) {
                call(() -> {
                    enter(counts, counter, amount);
                    buffer.increment(counter, amount);
                });
            }

            @Override
            public void time(ConsumerTiming timing, long amount) {
                call(() -> {
                    enter(nanos, timing, amount);
                    buffer.time(timing, amount);
                });
            }

            @Override
            public void flush() {
                call(buffer::flush);
            }
        };
    }

    private void call(Runnable ofBuffer) {
        begun.increment();
        try {
            ofBuffer.run();
        } finally {
            ended.increment();
        }
    }

    private static void enter(LongAdder book, ConsumerMetric metric, long amount) {
        if (metric != null && amount >= 0) {
            book.add(amount);
        }
    }

    /** The backend that the buffer flushes to, with what it takes entered in the books. */
    public Metrics around(Metrics backend) {
        return new Metrics() {
            @Override
            public void increment(String name, long amount, String... tags) {
                backend.increment(name, amount, tags);
                counts.add(-amount);
                if (name.equals(ConsumerCounter.RUN_COUNT.metricName())) {
                    gauges.gauge(OPEN, counts.sum());
                }
            }

            @Override
            public void gauge(String name, double value, String... tags) {
                backend.gauge(name, value, tags);
            }

            @Override
            public void timing(String name, long amount, String... tags) {
                backend.timing(name, amount, tags);
                nanos.add(-amount);
            }
        };
    }

    /**
     * Logs what is still in the buffer at the end of a run, and what does not balance. While somebody still records
     * or flushes nobody can know the latter: then it says so. Throws nothing, so it hides nothing that the run failed
     * with.
     *
     * @param pending looks into the buffer: counts, and nanoseconds, by metric name
     */
    public void report(Supplier<Map<String, Long>> pending) {
        try {
            // In this order: if no more calls have begun after the look than had ended before it, it met none.
            long endedBefore = ended.sum();
            Map<String, Long> unsent = pending.get();
            Optional<String> open = imbalance(unsent);
            boolean quiet = begun.sum() == endedBefore;
            if (!unsent.isEmpty()) {
                log.error("Recorded, but never sent (counts, and nanoseconds): {}", unsent);
            }
            if (quiet) {
                open.ifPresent(amounts -> log.error(
                        "The buffer's books do not balance: recorded, less delivered and pending, is {}", amounts));
            } else {
                log.warn("Whether the buffer's books balance cannot be told: somebody still records");
            }
        } catch (Throwable e) { // whatever it is
            log.error("What was recorded and not sent cannot be told", e);
        }
    }

    private Optional<String> imbalance(Map<String, Long> pending) {
        long openCounts = counts.sum();
        long openNanos = nanos.sum();
        for (ConsumerMetric metric : ConsumerMetric.ALL) {
            long left = pending.getOrDefault(metric.metricName(), 0L);
            if (metric instanceof ConsumerCounter) {
                openCounts -= left;
            } else {
                openNanos -= left;
            }
        }
        return openCounts == 0 && openNanos == 0
                ? Optional.empty()
                : Optional.of(openCounts + " counts and " + openNanos + " ns");
    }
}
