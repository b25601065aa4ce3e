package metricsbuffer.suite.explore.standin;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import metricsbuffer.suite.explore.StandIn;
import metricsbuffer.suite.explore.Turns;
import metricsbuffer.suite.explore.standin.Nodes.Node;

/**
 * Of a {@link java.util.concurrent.ConcurrentHashMap}: a call is one step. If a function that is handed to a call makes
 * steps of its own, calls that write to the same key wait meanwhile. A walk goes on from where it is, and notices
 * nothing.
 */
public final class ConcurrentMapStandIn<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V>, StandIn {

    private final Nodes<K, V> nodes = new Nodes<>(null);
    private final Map<Object, Integer> writers = new HashMap<>(); // of keys, while a function is under way

    public ConcurrentMapStandIn() {}

    public ConcurrentMapStandIn(int capacity) {}

    public ConcurrentMapStandIn(int capacity, float load) {}

    public ConcurrentMapStandIn(int capacity, float load, int level) {}

    public ConcurrentMapStandIn(Map<? extends K, ? extends V> map) {
        nodes.putAll(map);
    }

    // Reads.

    @Override
    public V get(Object key) {
        return read("get(%s)", key);
    }

    @Override
    public V getOrDefault(Object key, V otherwise) {
        V value = read("getOrDefault(%s)", key);
        return value == null ? otherwise : value;
    }

    @Override
    public boolean containsKey(Object key) {
        return read("containsKey(%s)", key) != null;
    }

    private V read(String call, Object key) {
        Turns.turn(this, call, Objects.requireNonNull(key));
        Node<K, V> node = nodes.find(key);
        return Turns.saw(node == null ? null : node.value);
    }

    @Override
    public int size() {
        Turns.turn(this, "size()");
        return Turns.saw(nodes.size());
    }

    public long mappingCount() {
        return size();
    }

    @Override
    public boolean isEmpty() {
        Turns.turn(this, "isEmpty()");
        return Turns.saw(nodes.size() == 0);
    }

    // Writes.

    /** One step, or more if the function makes some; null stands for no value. @return the value before */
    private V write(Object key, Function<V, V> function, String call, Object... arguments) {
        Turns.turnWhen(thread -> isOpen(key, thread), this, call, arguments);
        if (Turns.inside(() -> writers.putIfAbsent(key, Turns.self())) != null) {
            throw new IllegalStateException("Recursive update");
        }
        try {
            Node<K, V> node = nodes.find(key);
            V before = Turns.saw(node == null ? null : node.value);
            V after = Turns.meanwhile(() -> function.apply(before));
            set(key, after);
            return before;
        } finally {
            Turns.inside(() -> writers.remove(key));
        }
    }

    private boolean isOpen(Object key, int thread) {
        return Turns.inside(() -> writers.getOrDefault(key, thread)) == thread;
    }

    @SuppressWarnings("unchecked") // of a key that is not there yet a caller hands over one
    private void set(Object key, V value) {
        Node<K, V> node = nodes.find(key);
        if (value == null) {
            nodes.takeOut(node);
        } else if (node == null) {
            Turns.share(nodes.insert((K) key, value));
        } else if (node.value != value) {
            node.value = Turns.share(value);
        }
    }

    @Override
    public V put(K key, V value) {
        return write(key, before -> Objects.requireNonNull(value), "put(%s, %s)", key, value);
    }

    @Override
    public V putIfAbsent(K key, V value) {
        return write(key, before -> before == null ? value : before, "putIfAbsent(%s, %s)", key, value);
    }

    @Override
    public V remove(Object key) {
        return write(key, before -> null, "remove(%s)", key);
    }

    @Override
    public boolean remove(Object key, Object value) {
        return value != null && Objects.equals(value,
                write(key, before -> Objects.equals(before, value) ? null : before, "remove(%s, %s)", key, value));
    }

    @Override
    public V replace(K key, V value) {
        return write(key, before -> before == null ? null : value, "replace(%s, %s)", key, value);
    }

    @Override
    public boolean replace(K key, V expected, V value) {
        return Objects.equals(expected, write(key, before -> Objects.equals(before, expected) ? value : before,
                "replace(%s, %s, %s)", key, expected, value));
    }

    @Override
    public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> function) {
        return after(key, before -> before == null ? value : function.apply(before, value),
                "merge(%s, %s)", key, value);
    }

    @Override
    public V compute(K key, BiFunction<? super K, ? super V, ? extends V> function) {
        return after(key, before -> function.apply(key, before), "compute(%s)", key);
    }

    @Override
    public V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> function) {
        return after(key, before -> before == null ? null : function.apply(key, before), "computeIfPresent(%s)", key);
    }

    @Override
    public V computeIfAbsent(K key, Function<? super K, ? extends V> function) {
        return after(key, before -> before == null ? function.apply(key) : before, "computeIfAbsent(%s)", key);
    }

    private V after(K key, Function<V, V> function, String call, Object... arguments) {
        List<V> after = new ArrayList<>(1);
        write(key, before -> {
            after.add(function.apply(before));
            return after.get(0);
        }, call, arguments);
        return after.get(0);
    }

    /** Not one step: one after the other is taken out. */
    @Override
    public void clear() {
        Turns.turn(this, "clear(): begins");
        Node<K, V> node = Turns.saw(nodes.after(null));
        while (node != null) {
            Node<K, V> out = node;
            Turns.turnWhen(thread -> isOpen(out.key, thread), this, "clear(): takes out %s", out.key);
            nodes.takeOut(out);
            node = Turns.saw(nodes.after(out));
        }
    }

    /** The function is called again for a value that another thread has changed meanwhile. */
    @Override
    public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
        for (Map.Entry<K, V> entry : entrySet()) {
            K key = entry.getKey();
            V before = entry.getValue();
            while (before != null && !replace(key, before, function.apply(key, before))) {
                before = get(key);
            }
        }
    }

    /** An entry is taken out only while it has the value that the walk came by. */
    private boolean removeIf(Predicate<Map.Entry<K, V>> filter) {
        boolean any = false;
        for (Map.Entry<K, V> entry : entrySet()) {
            any |= filter.test(entry) && remove(entry.getKey(), entry.getValue());
        }
        return any;
    }

    // Walks.

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        for (Map.Entry<K, V> entry : entrySet()) {
            action.accept(entry.getKey(), entry.getValue());
        }
    }

    @Override
    public Set<K> keySet() {
        return new View<>(super.keySet()) {
            @Override
            public boolean remove(Object key) {
                return ConcurrentMapStandIn.this.remove(key) != null;
            }
        };
    }

    @Override
    public Collection<V> values() {
        return new View<>(super.values()) {
            @Override
            public boolean removeIf(Predicate<? super V> filter) {
                return ConcurrentMapStandIn.this.removeIf(entry -> filter.test(entry.getValue()));
            }
        };
    }

    /** As {@link AbstractMap} makes it, but for what is not one step with it. */
    private abstract class View<E> extends AbstractSet<E> {

        private final Collection<E> view;

        View(Collection<E> view) {
            this.view = view;
        }

        @Override
        public Iterator<E> iterator() {
            return view.iterator();
        }

        @Override
        public Spliterator<E> spliterator() {
            return unsized(iterator());
        }

        @Override
        public int size() {
            return view.size();
        }

        @Override
        public boolean isEmpty() {
            return view.isEmpty();
        }

        @Override
        public boolean contains(Object element) {
            return view.contains(element);
        }

        @Override
        public void clear() {
            view.clear();
        }
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return new Walk();
            }

            @Override
            public Spliterator<Map.Entry<K, V>> spliterator() {
                return unsized(iterator());
            }

            @Override
            public boolean contains(Object other) {
                return other instanceof Map.Entry<?, ?> entry && entry.getValue() != null
                        && entry.getValue().equals(ConcurrentMapStandIn.this.get(entry.getKey()));
            }

            @Override
            public boolean remove(Object other) {
                return other instanceof Map.Entry<?, ?> entry
                        && ConcurrentMapStandIn.this.remove(entry.getKey(), entry.getValue());
            }

            @Override
            public boolean removeIf(Predicate<? super Map.Entry<K, V>> filter) {
                return ConcurrentMapStandIn.this.removeIf(filter::test);
            }

            @Override
            public int size() {
                return ConcurrentMapStandIn.this.size();
            }

            @Override
            public void clear() {
                ConcurrentMapStandIn.this.clear();
            }
        };
    }

    /** Does not know how many there are: a stream asks before its walk, and others add meanwhile. */
    private static <E> Spliterator<E> unsized(Iterator<E> walk) {
        return Spliterators.spliteratorUnknownSize(walk, Spliterator.CONCURRENT | Spliterator.NONNULL);
    }

    private final class Walk implements Iterator<Map.Entry<K, V>> {

        private Node<K, V> next;
        private Node<K, V> last;

        Walk() {
            Turns.turn(ConcurrentMapStandIn.this, "begins to walk");
            next = Turns.saw(nodes.after(null));
        }

        @Override
        public boolean hasNext() {
            return next != null; // looked for together with the one before
        }

        @Override
        public Map.Entry<K, V> next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            last = next;
            Turns.turn(ConcurrentMapStandIn.this, "walks on to %s", last.key);
            V value = Turns.saw(last.value);
            next = Turns.saw(nodes.after(last));
            return new Entry(last.key, value);
        }

        @Override
        public void remove() {
            ConcurrentMapStandIn.this.remove(last.key);
        }
    }

    /** Holds the value that the walk came by. */
    private final class Entry extends SimpleEntry<K, V> {

        private static final long serialVersionUID = 1L;

        Entry(K key, V value) {
            super(key, value);
        }

        @Override
        public V setValue(V value) {
            put(getKey(), value);
            return super.setValue(value);
        }
    }

    @Override
    public List<?> parts() {
        List<Object> parts = new ArrayList<>(nodes.parts());
        for (Node<K, V> node : nodes.live()) {
            parts.add(writers.getOrDefault(node.key, -2));
        }
        return parts;
    }

    @Override
    public String text(Function<Object, String> of) {
        return nodes.text(of);
    }
}
