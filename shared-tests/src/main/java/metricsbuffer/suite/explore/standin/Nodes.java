package metricsbuffer.suite.explore.standin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import metricsbuffer.suite.explore.StandIn;
import metricsbuffer.suite.explore.Turns;

/**
 * The nodes of a map, without a step: in order of insertion, unless it is a sorted map. One that was taken out keeps
 * its place, for whoever holds it.
 */
final class Nodes<K, V> {

    /** A key with its value. */
    static final class Node<K, V> implements StandIn {

        final K key;
        V value;
        private final long place;

        private Node(K key, V value, long place) {
            this.key = key;
            this.value = value;
            this.place = place;
        }

        @Override
        public List<?> parts() {
            List<Object> parts = new ArrayList<>(2);
            parts.add(key);
            parts.add(value);
            return parts;
        }

        @Override
        public String text(Function<Object, String> of) {
            return of.apply(key) + "=" + of.apply(value);
        }
    }

    private final List<Node<K, V>> live = new ArrayList<>();
    private final Comparator<? super K> sorted; // null: by insertion
    private long places;

    Nodes(Comparator<? super K> sorted) {
        this.sorted = sorted;
    }

    Node<K, V> find(Object key) {
        return Turns.inside(() -> findIn(key));
    }

    private Node<K, V> findIn(Object key) {
        for (Node<K, V> node : live) {
            if (node.key == null ? key == null : node.key.equals(key)) {
                return node;
            }
        }
        return null;
    }

    /** Another one with that key is taken out: whoever inserts did not see it. */
    Node<K, V> insert(K key, V value) {
        live.remove(find(key));
        Node<K, V> node = new Node<>(key, value, places++);
        live.add(node);
        Turns.inside(() -> {
            live.sort(this::compare);
            return null;
        });
        return node;
    }

    void takeOut(Node<K, V> node) {
        live.remove(node);
    }

    void clear() {
        live.clear();
    }

    int size() {
        return live.size();
    }

    /** The one that a walk comes to after this one, or the first one after null; null if there is none. */
    Node<K, V> after(Node<K, V> node) {
        return Turns.inside(() -> live.stream().filter(each -> node == null || compare(each, node) > 0).findFirst()
                .orElse(null));
    }

    private int compare(Node<K, V> one, Node<K, V> other) {
        return sorted == null ? Long.compare(one.place, other.place) : sorted.compare(one.key, other.key);
    }

    Collection<Node<K, V>> live() {
        return live;
    }

    String text(Function<Object, String> of) {
        return live.stream().map(node -> node.text(of)).collect(Collectors.joining(" ", "{", "}"));
    }

    /** What two states of a map are told apart by: which nodes there are, and in which order. */
    List<?> parts() {
        return live;
    }

    void putAll(Map<? extends K, ? extends V> map) {
        map.forEach(this::insert);
    }
}
