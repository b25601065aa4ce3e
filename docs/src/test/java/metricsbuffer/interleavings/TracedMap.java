package metricsbuffer.interleavings;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import metricsbuffer.suite.rules.Steps;

/**
 * Stands in front of a map inside the buffer: writes each call down as a step, and lets another thread in after it.
 * The calls themselves are the real map's. Only what the buffers of the scenarios call is there; anything else throws.
 */
final class TracedMap<V> extends AbstractMap<Enum<?>, V> {

    private final String name;
    private final Map<Enum<?>, V> real;
    private final List<String> metrics;
    private volatile Runnable afterLookUp = () -> {};

    /** @param metrics the metrics' names by ordinal */
    TracedMap(String name, Map<Enum<?>, V> real, List<String> metrics) {
        this.name = name;
        this.real = real;
        this.metrics = metrics;
    }

    /** What happens, once, right after the next call that looks an entry up for a record. */
    void afterLookUp(Runnable once) {
        afterLookUp = once;
    }

    private void lookedUp() {
        Runnable once = afterLookUp;
        afterLookUp = () -> {};
        once.run();
    }

    private String metric(Object key) {
        return metrics.get(((Enum<?>) key).ordinal());
    }

    private void step(String call) {
        String state = real.entrySet().stream().map(entry -> metric(entry.getKey()) + "=" + entry.getValue())
                .collect(Collectors.joining(" ", "{", "}"));
        Steps.add(name + "." + call, state, false);
    }

    @Override
    public V merge(Enum<?> key, V value, BiFunction<? super V, ? super V, ? extends V> sum) {
        V merged = real.merge(key, value, sum);
        step("merge(" + metric(key) + ", " + value + ")");
        return merged;
    }

    @Override
    public V getOrDefault(Object key, V otherwise) {
        V value = real.getOrDefault(key, otherwise);
        step("getOrDefault(" + metric(key) + ") = " + value);
        lookedUp();
        return value;
    }

    @Override
    public V put(Enum<?> key, V value) {
        V before = real.put(key, value);
        step("put(" + metric(key) + ", " + value + ")");
        return before;
    }

    @Override
    public V computeIfAbsent(Enum<?> key, Function<? super Enum<?>, ? extends V> make) {
        V value = real.computeIfAbsent(key, make);
        step("computeIfAbsent(" + metric(key) + ")");
        lookedUp();
        return value;
    }

    @Override
    public V remove(Object key) {
        V value = real.remove(key);
        if (value != null) {
            step("remove(" + metric(key) + ") = " + value);
        }
        return value;
    }

    @Override
    public void clear() {
        boolean held = !real.isEmpty();
        real.clear();
        if (held) { // the other map's is not worth a line
            step("clear()");
        }
    }

    @Override
    public Set<Entry<Enum<?>, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<Enum<?>, V>> iterator() {
                return traced(real.entrySet().iterator());
            }

            @Override
            public int size() {
                return real.size();
            }
        };
    }

    private Iterator<Entry<Enum<?>, V>> traced(Iterator<Entry<Enum<?>, V>> iterator) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public Entry<Enum<?>, V> next() {
                try {
                    Entry<Enum<?>, V> next = iterator.next();
                    step("iterator: next() = " + metric(next.getKey()));
                    return next;
                } catch (RuntimeException e) {
                    Steps.add(name + ".iterator: next() throws", e.getClass().getSimpleName(), true);
                    throw e;
                }
            }
        };
    }
}
