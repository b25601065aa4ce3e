package metricsbuffer.exercises;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Waiting;
import metricsbuffer.suite.verdict.RuleViolation;

/**
 * A scenario of a buffer that counts by tag: a new buffer, a sink that keeps the tags apart, and the books of one
 * counter. The port knows no tags, so the buffer is made and called by reflection. The clock stands: nothing flushes
 * but {@link #flush()}. Any thread may record and flush.
 *
 * <p>The seam is the map from key to accumulator: another thread can be let in between two of its calls.
 */
final class TaggedScene {

    /** Where units are booked that have no tag. */
    static final String NO_TAG = "";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Object counter;
    private final Object buffer;
    private final Method increment;
    private final Method incrementByTag;
    private final Method flush;
    private final SeamMap seam = new SeamMap();
    private final List<Actor> actors = new ArrayList<>();

    // The books, by tag; guarded by this.
    private final Map<String, Long> recorded = new TreeMap<>();
    private final Map<String, Long> delivered = new TreeMap<>();

    TaggedScene() throws ReflectiveOperationException {
        Class<?> metrics = judged("Metrics");
        Class<?> counters = judged("ConsumerCounter");
        Class<?> type = judged("MetricsBuffer");
        Object sink = Proxy.newProxyInstance(metrics.getClassLoader(), new Class<?>[] {metrics},
                (proxy, method, arguments) -> offered(method, arguments));
        LongSupplier clock = () -> 0;
        counter = counters.getEnumConstants()[0];
        buffer = type.getConstructor(metrics, LongSupplier.class, Duration.class)
                .newInstance(sink, clock, Duration.ofSeconds(1));
        increment = type.getMethod("increment", counters, long.class);
        incrementByTag = type.getMethod("increment", counters, String.class, long.class);
        flush = type.getMethod("flush");
        Field map = Arrays.stream(type.getDeclaredFields())
                .filter(field -> field.getType().equals(ConcurrentMap.class)).findFirst().orElseThrow();
        map.setAccessible(true);
        map.set(buffer, seam);
    }

    /** A class of the module that this thread judges. */
    private static Class<?> judged(String name) throws ClassNotFoundException {
        return Class.forName("metricsbuffer.metrics." + name, true, Thread.currentThread().getContextClassLoader());
    }

    /** The name of the counter. */
    String name() throws ReflectiveOperationException {
        return (String) counter.getClass().getMethod("metricName").invoke(counter);
    }

    /** Records units of the counter, under a tag or, if that is {@link #NO_TAG}, under none. */
    void record(String tag, long amount) {
        synchronized (this) {
            recorded.merge(tag, amount, Long::sum);
        }
        if (tag.equals(NO_TAG)) {
            call(increment, counter, amount);
        } else {
            recordRaw(tag, amount);
        }
    }

    /** Records under a tag, be it null or empty, and past the books. What the buffer throws is the cause. */
    void recordRaw(String tag, long amount) {
        call(incrementByTag, counter, tag, amount);
    }

    void flush() {
        call(flush);
    }

    void flush(int times) {
        for (int time = 0; time < times; time++) {
            flush();
        }
    }

    /** Another thread does something from now on. */
    Actor start(String name, Actor.Step step) {
        Actor actor = Actor.start(name, step);
        actors.add(actor);
        return actor;
    }

    /** Another thread does something, once, when a record has found an accumulator and not yet added to it. */
    void afterLookUp(String name, Actor.Step step) {
        seam.afterLookUp = () -> meanwhile(name, step);
    }

    /** The same right before a record makes the entry of a key that it has not found. */
    void beforeEntry(String name, Actor.Step step) {
        seam.beforeEntry = () -> meanwhile(name, step);
    }

    /** A right buffer may make the other thread wait: then this one goes on. */
    private void meanwhile(String name, Actor.Step step) {
        start(name, step).endsUnlessItWaits(Waiting.FEW_LOOKS, LIMIT);
    }

    /** Waits for all other threads. One that hangs or throws has broken the rule; one that was not let in judges none. */
    void settle() {
        for (Actor actor : actors) {
            if (!actor.ended(LIMIT)) {
                throw new RuleViolation("it hangs: " + actor.where());
            }
            if (actor.thrown() != null) {
                throw new RuleViolation(actor.getName() + ": " + actor.thrown().getMessage(), actor.thrown());
            }
        }
        if (seam.afterLookUp != null || seam.beforeEntry != null) {
            throw new IllegalStateException("the buffer did not call its map where another thread was to be let in");
        }
    }

    synchronized Map<String, Long> recorded() {
        return new TreeMap<>(recorded);
    }

    synchronized Map<String, Long> delivered() {
        return new TreeMap<>(delivered);
    }

    /** What was delivered under a tag. */
    synchronized long delivered(String tag) {
        return delivered.getOrDefault(tag, 0L);
    }

    private Object offered(Method method, Object[] arguments) {
        if (!method.getName().equals("increment")) {
            throw new UnsupportedOperationException("a counter was recorded, nothing else: " + method);
        }
        String[] tags = (String[]) arguments[2];
        synchronized (this) {
            delivered.merge(tags.length == 0 ? NO_TAG : String.join(" ", tags), (Long) arguments[1], Long::sum);
        }
        return null;
    }

    private void call(Method method, Object... arguments) {
        try {
            method.invoke(buffer, arguments);
        } catch (InvocationTargetException e) {
            throw new RuleViolation(method.getName() + " threw " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In place of the buffer's own map. */
    private static final class SeamMap extends ConcurrentHashMap<Object, Object> {

        private static final long serialVersionUID = 1L;

        private transient volatile Runnable afterLookUp;
        private transient volatile Runnable beforeEntry;

        @Override
        public Object get(Object key) {
            return lookedUp(super.get(key));
        }

        @Override
        public Object computeIfAbsent(Object key, Function<? super Object, ?> make) {
            if (super.get(key) == null) {
                aboutToMake();
            }
            return lookedUp(super.computeIfAbsent(key, make));
        }

        @Override
        public Object putIfAbsent(Object key, Object value) {
            aboutToMake();
            return lookedUp(super.putIfAbsent(key, value));
        }

        private Object lookedUp(Object found) {
            Runnable once = afterLookUp;
            if (found != null && once != null) {
                afterLookUp = null;
                once.run();
            }
            return found;
        }

        private void aboutToMake() {
            Runnable once = beforeEntry;
            if (once != null) {
                beforeEntry = null;
                once.run();
            }
        }
    }
}
