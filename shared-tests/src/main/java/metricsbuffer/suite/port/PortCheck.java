package metricsbuffer.suite.port;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
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
        Thread trial = new Thread(() -> tryOut(module, found), "looks at the adapter");
        trial.setDaemon(true);
        trial.start();
        trial.join(LONG_ENOUGH_MILLIS);
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

    /** One unit of each metric is recorded. What comes out of it is for the rules, but it must be one of them. */
    private static void tryOut(BufferModule module, Queue<String> found) {
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
            buffer.close();
        } catch (RuntimeException | Error thrown) {
            // The tests will meet it, too, and name it.
        }
    }
}
