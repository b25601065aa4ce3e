package metricsbuffer.suite.explore.standin;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import metricsbuffer.suite.explore.StandIn;
import metricsbuffer.suite.explore.Turns;

/**
 * Of an {@link java.util.EnumMap}: an array by ordinal. Each access to an element is a step, and a walk notices
 * nothing.
 */
public final class EnumMapStandIn<K extends Enum<K>, V> extends AbstractMap<K, V> implements StandIn {

    private final K[] keys;
    private final Object[] values;

    public EnumMapStandIn(Class<K> type) {
        keys = type.getEnumConstants();
        values = new Object[keys.length];
    }

    @SuppressWarnings("unchecked") // only values of that type are put in
    private V read(int index, String call, Object... arguments) {
        Turns.turn(this, call, arguments);
        return (V) Turns.saw(values[index]);
    }

    private V write(int index, V value, String call, Object... arguments) {
        V before = read(index, call + ": reads", arguments);
        Turns.turn(this, call + ": writes", arguments);
        values[index] = Turns.share(value);
        return before;
    }

    private static int index(Object key) {
        return ((Enum<?>) key).ordinal();
    }

    @Override
    public V get(Object key) {
        return read(index(key), "get(%s)", key);
    }

    @Override
    public boolean containsKey(Object key) {
        return read(index(key), "containsKey(%s)", key) != null;
    }

    @Override
    public V put(K key, V value) {
        return write(index(key), value, "put(%s, %s)", key, value);
    }

    @Override
    public V remove(Object key) {
        return write(index(key), null, "remove(%s)", key);
    }

    @Override
    public int size() {
        Turns.turn(this, "size()");
        return Turns.saw((int) Arrays.stream(values).filter(value -> value != null).count());
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public void clear() {
        Turns.turn(this, "clear()");
        Arrays.fill(values, null);
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return new Walk();
            }

            @Override
            public int size() {
                return EnumMapStandIn.this.size();
            }

            @Override
            public void clear() {
                EnumMapStandIn.this.clear();
            }
        };
    }

    private final class Walk implements Iterator<Map.Entry<K, V>> {

        private int at;
        private int last = -1;

        @Override
        public boolean hasNext() {
            Turns.turn(EnumMapStandIn.this, "looks for the next one");
            while (at < keys.length && values[at] == null) {
                at++;
            }
            return Turns.saw(at) < keys.length;
        }

        @Override
        public Map.Entry<K, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            last = at++;
            return new Entry(last);
        }

        @Override
        public void remove() {
            write(last, null, "takes out %s on a walk", keys[last]);
        }
    }

    private final class Entry extends SteppedEntry<K, V> {

        private final int index;

        Entry(int index) {
            this.index = index;
        }

        @Override
        public K getKey() {
            return keys[index];
        }

        @Override
        public V getValue() {
            return read(index, "reads the value of %s", keys[index]);
        }

        @Override
        public V setValue(V value) {
            return write(index, value, "sets the value of %s to %s", keys[index], value);
        }
    }

    @Override
    public List<?> parts() {
        return Arrays.asList(values);
    }

    @Override
    public String text(Function<Object, String> of) {
        return IntStream.range(0, keys.length).filter(index -> values[index] != null)
                .mapToObj(index -> of.apply(keys[index]) + "=" + of.apply(values[index]))
                .collect(Collectors.joining(" ", "{", "}"));
    }
}
