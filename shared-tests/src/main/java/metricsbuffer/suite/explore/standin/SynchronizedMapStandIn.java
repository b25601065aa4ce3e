package metricsbuffer.suite.explore.standin;

import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
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
        return map.entrySet();
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
