package metricsbuffer.suite.explore.standin;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import metricsbuffer.suite.explore.StandIn;
import metricsbuffer.suite.explore.Turns;

/**
 * Of what {@link java.util.Collections#synchronizedMap} returns: each call holds its monitor; walks of its views do
 * not.
 */
public final class SynchronizedMapStandIn<K, V> extends AbstractMap<K, V> implements StandIn {

    private final Map<K, V> map;

    SynchronizedMapStandIn(Map<K, V> map) {
        this.map = map;
    }

    private <R> R held(Supplier<R> call) {
        Turns.enter(this);
        try {
            return call.get();
        } finally {
            Turns.exit(this);
        }
    }

    @Override
    public int size() {
        return held(map::size);
    }

    @Override
    public boolean isEmpty() {
        return held(map::isEmpty);
    }

    @Override
    public V get(Object key) {
        return held(() -> map.get(key));
    }

    @Override
    public V getOrDefault(Object key, V otherwise) {
        return held(() -> map.getOrDefault(key, otherwise));
    }

    @Override
    public boolean containsKey(Object key) {
        return held(() -> map.containsKey(key));
    }

    @Override
    public V put(K key, V value) {
        return held(() -> map.put(key, value));
    }

    @Override
    public V putIfAbsent(K key, V value) {
        return held(() -> map.putIfAbsent(key, value));
    }

    @Override
    public V remove(Object key) {
        return held(() -> map.remove(key));
    }

    @Override
    public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> function) {
        return held(() -> map.merge(key, value, function));
    }

    @Override
    public V compute(K key, BiFunction<? super K, ? super V, ? extends V> function) {
        return held(() -> map.compute(key, function));
    }

    @Override
    public V computeIfAbsent(K key, Function<? super K, ? extends V> function) {
        return held(() -> map.computeIfAbsent(key, function));
    }

    @Override
    public V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> function) {
        return held(() -> map.computeIfPresent(key, function));
    }

    @Override
    public boolean containsValue(Object value) {
        return held(() -> map.containsValue(value));
    }

    @Override
    public boolean remove(Object key, Object value) {
        return held(() -> map.remove(key, value));
    }

    @Override
    public V replace(K key, V value) {
        return held(() -> map.replace(key, value));
    }

    @Override
    public boolean replace(K key, V expected, V value) {
        return held(() -> map.replace(key, expected, value));
    }

    @Override
    public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
        held(() -> {
            map.replaceAll(function);
            return null;
        });
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> other) {
        held(() -> {
            map.putAll(other);
            return null;
        });
    }

    @Override
    public boolean equals(Object other) {
        return this == other || held(() -> map.equals(other));
    }

    @Override
    public int hashCode() {
        return held(map::hashCode);
    }

    @Override
    public String toString() {
        return held(map::toString);
    }

    @Override
    public void clear() {
        held(() -> {
            map.clear();
            return null;
        });
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        held(() -> {
            map.forEach(action);
            return null;
        });
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new View<>(map.entrySet());
    }

    @Override
    public Set<K> keySet() {
        return new View<>(map.keySet());
    }

    @Override
    public Collection<V> values() {
        return new View<>(map.values());
    }

    /** All calls hold the monitor of the map, but those that begin a walk. */
    private final class View<E> extends AbstractSet<E> {

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
            return view.spliterator();
        }

        @Override
        public int size() {
            return held(view::size);
        }

        @Override
        public boolean isEmpty() {
            return held(view::isEmpty);
        }

        @Override
        public boolean contains(Object element) {
            return held(() -> view.contains(element));
        }

        @Override
        public boolean containsAll(Collection<?> elements) {
            return held(() -> view.containsAll(elements));
        }

        @Override
        public boolean remove(Object element) {
            return held(() -> view.remove(element));
        }

        @Override
        public boolean removeIf(Predicate<? super E> filter) {
            return held(() -> view.removeIf(filter));
        }

        @Override
        public boolean removeAll(Collection<?> elements) {
            return held(() -> view.removeAll(elements));
        }

        @Override
        public boolean retainAll(Collection<?> elements) {
            return held(() -> view.retainAll(elements));
        }

        @Override
        public void clear() {
            held(() -> {
                view.clear();
                return null;
            });
        }

        @Override
        public void forEach(Consumer<? super E> action) {
            held(() -> {
                view.forEach(action);
                return null;
            });
        }

        @Override
        public Object[] toArray() {
            return held(() -> view.toArray());
        }

        @Override
        public <T> T[] toArray(T[] array) {
            return held(() -> view.toArray(array));
        }

        @Override
        public boolean equals(Object other) {
            return this == other || held(() -> view.equals(other));
        }

        @Override
        public int hashCode() {
            return held(view::hashCode);
        }

        @Override
        public String toString() {
            return held(view::toString);
        }
    }

    @Override
    public List<?> parts() {
        return List.of(map);
    }

    @Override
    public String text(Function<Object, String> of) {
        return of.apply(map);
    }
}
