package metricsbuffer.suite.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferSink;

/**
 * The sink of the load, and the books of it: what was recorded, and what was delivered.
 *
 * <p>A record is announced before it is made, so that what is delivered can never be more than what is announced. Each
 * recorder announces in cells of its own: shared ones would make the recorders wait for each other, and a race
 * in the buffer would be seen less often.
 */
final class RecordedAndDelivered implements BufferSink {

    private static final int WORTH_NOTING = 20;

    private final List<String> names;
    private final int counters;
    private final AtomicLongArray[] announced;
    private final AtomicLongArray delivered;
    private final AtomicLong emissions = new AtomicLong();
    private final Queue<String> noted = new ArrayBlockingQueue<>(WORTH_NOTING);

    RecordedAndDelivered(BufferModule module, int recorders) {
        counters = module.counters().size();
        names = Stream.concat(module.counters().stream(), module.timings().stream()).toList();
        announced = Stream.generate(() -> new AtomicLongArray(names.size())).limit(recorders)
                .toArray(AtomicLongArray[]::new);
        delivered = new AtomicLongArray(names.size());
    }

    /** Called by the one thread that is this recorder. */
    void announce(int recorder, int metric, long amount) {
        AtomicLongArray own = announced[recorder];
        own.setRelease(metric, own.getPlain(metric) + amount);
    }

    /** What a recorder has announced so far: it changes with each of its records. */
    long announced(int recorder) {
        AtomicLongArray own = announced[recorder];
        long sum = 0;
        for (int metric = 0; metric < own.length(); metric++) {
            sum += own.getAcquire(metric);
        }
        return sum;
    }

    @Override
    public void counter(int counter, long total) {
        take(counter, total);
    }

    @Override
    public void timing(int timing, long nanos) {
        take(counters + timing, nanos);
    }

    private void take(int metric, long total) {
        emissions.incrementAndGet();
        if (total <= 0) {
            noted.offer("%s was emitted with total %d".formatted(names.get(metric), total));
        }
        long out = delivered.addAndGet(metric, total);
        long in = recorded(metric);
        if (out > in) {
            noted.offer("%s: %d delivered when %d were recorded".formatted(names.get(metric), out, in));
        }
    }

    private long recorded(int metric) {
        long sum = 0;
        for (AtomicLongArray own : announced) {
            sum += own.getAcquire(metric);
        }
        return sum;
    }

    long emissions() {
        return emissions.get();
    }

    /** What was wrong, now that all is quiet: first what does not balance, then what was noted on the way. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        for (int metric = 0; metric < names.size(); metric++) {
            long in = recorded(metric);
            long out = delivered.get(metric);
            if (in != out) {
                wrong.add("%s: recorded %d, delivered %d: %d %s".formatted(names.get(metric), in, out,
                        Math.abs(in - out), in > out ? "lost" : "too many"));
            }
        }
        wrong.addAll(noted);
        return wrong;
    }
}
