package metricsbuffer.suite.port;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Looks at the adapter before the tests of a class run, because a mistake in it would look like one of the buffer. It
 * is said in one line, and none of the tests runs. Whether the buffer is right is not asked here.
 */
public final class PortCheck implements BeforeAllCallback {

    /** A buffer that hangs is for the tests: they say where. */
    private static final long LONG_ENOUGH_MILLIS = 2_000;

    /** As much as the rules record at once. */
    private static final long MUCH = (1L << 53) + 1;

    /** Throws an {@link IllegalStateException} if there is no adapter, or a mistake in it. */
    @Override
    public void beforeAll(ExtensionContext testClass) throws InterruptedException {
        BufferModule module;
        try {
            module = BufferModule.load();
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        Optional<String> mistake = mistake(module);
        if (mistake.isPresent()) {
            throw new IllegalStateException(module.getClass().getName() + ": " + mistake.get());
        }
    }

    static Optional<String> mistake(BufferModule module) throws InterruptedException {
        Optional<String> ofNames = Stream.of(ofNames("counters()", module.counters()),
                ofNames("timings()", module.timings())).flatMap(Optional::stream).findFirst();
        if (ofNames.isPresent()) {
            return ofNames;
        }
        Queue<String> found = new ConcurrentLinkedQueue<>();
        AtomicBoolean recordsMuch = new AtomicBoolean();
        Thread trial = new Thread(() -> tryOut(module, found, recordsMuch), "looks at the adapter");
        trial.setDaemon(true);
        trial.start();
        trial.join(LONG_ENOUGH_MILLIS);
        if (recordsMuch.get()) {
            trial.join(LONG_ENOUGH_MILLIS); // it may just have come to that
        }
        if (recordsMuch.get()) {
            found.add("increment(0, %d) has not returned after %d s, and increment(0, 1) did: a record takes an amount;"
                    .formatted(MUCH, LONG_ENOUGH_MILLIS / 1_000) + " an adapter must not loop over it");
        }
        return Optional.ofNullable(found.peek());
    }

    private static Optional<String> ofNames(String of, List<String> names) {
        if (names.isEmpty()) {
            return Optional.of(of + " has no name; it takes one at least. Put one of the other kind there: to the suite"
                    + " both are totals");
        }
        Set<String> once = new HashSet<>();
        return names.stream().filter(name -> !once.add(name)).findFirst().map(name -> of + " has '" + name + "' twice");
    }

    /**
     * One unit of each metric is recorded, and then much of one. What comes out of it is for the rules, but it must be
     * one of them.
     *
     * @param recordsMuch set while the call is made that records much
     */
    private static void tryOut(BufferModule module, Queue<String> found, AtomicBoolean recordsMuch) {
        List<String> counters = module.counters();
        List<String> timings = module.timings();
        BufferSink sink = new BufferSink() {
            @Override
            public void counter(int counter, long total) {
                handed("counter", counter, counters);
            }

            @Override
            public void timing(int timing, long nanos) {
                handed("timing", timing, timings);
            }

            private void handed(String kind, int index, List<String> names) {
                if (index < 0 || index >= names.size()) {
                    found.add("the sink is handed %s %d; the names are %s, from 0".formatted(kind, index, names));
                }
            }
        };
        try {
            BufferPort buffer = module.create(sink, () -> 0, Long.MAX_VALUE);
            if (buffer == null) {
                found.add("create() returns null");
                return;
            }
            IntStream.range(0, counters.size()).forEach(counter -> buffer.increment(counter, 1));
            IntStream.range(0, timings.size()).forEach(timing -> buffer.time(timing, 1));
            buffer.flush();
            recordsMuch.set(true);
            buffer.increment(0, MUCH);
            recordsMuch.set(false);
            buffer.close();
        } catch (RuntimeException | Error thrown) {
            // The tests will meet it, too, and name it.
            recordsMuch.set(false);
        }
    }
}
