package metricsbuffer.suite.explore.standin;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import metricsbuffer.suite.explore.StandIn;
import metricsbuffer.suite.explore.Turns;
import metricsbuffer.suite.explore.standin.Nodes.Node;

/**
 * Of a map that is not made for threads: what reads and writes is a step that reads, then one that writes. What was
 * read may have been taken out by then; the write goes into it all the same. A walk notices that the map was changed.
 */
public class MapStandIn<K, V> extends AbstractMap<K, V> implements StandIn {

    private final Nodes<K, V> nodes;
    private int changes; // what HashMap calls modCount

    MapStandIn(Comparator<? super K> sorted) {
        nodes = new Nodes<>(sorted);
    }

    public MapStandIn() {
        this((Comparator<? super K>) null);
    }

    public MapStandIn(int capacity) {
        this();
    }

    public MapStandIn(int capacity, float load) {
        this();
    }

    public MapStandIn(Map<? extends K, ? extends V> map) {
        this();
        nodes.putAll(map);
    }

    // A read: one step.

    @Override
    public final V get(Object key) {
        Node<K, V> node = find("get(%s)", key);
        return node == null ? null : node.value;
    }

    @Override
    public final V getOrDefault(Object key, V otherwise) {
        Node<K, V> node = find("getOrDefault(%s)", key);
        return node == null ? otherwise : node.value;
    }

    @Override
    public final boolean containsKey(Object key) {
        return find("containsKey(%s)", key) != null;
    }

    private Node<K, V> find(String call, Object... arguments) {
        Turns.turn(this, call, arguments);
        Node<K, V> node = Turns.saw(nodes.find(arguments[0]));
        Turns.saw(node == null ? null : node.value);
        return node;
    }

    @Override
    public final int size() {
        Turns.turn(this, "size()");
        return Turns.saw(nodes.size());
    }

    @Override
    public final boolean isEmpty() {
        Turns.turn(this, "isEmpty()");
        return Turns.saw(nodes.size() == 0);
    }

    // A read, then a write.

    @Override
    public final V put(K key, V value) {
        Node<K, V> node = find("put(%s, %s): looks for it", key, value);
        V before = node == null ? null : node.value;
        write("put", node, key, value);
        return before;
    }

    @Override
    public final V putIfAbsent(K key, V value) {
        Node<K, V> node = find("putIfAbsent(%s, %s): looks for it", key, value);
        if (node != null && node.value != null) {
            return node.value;
        }
        write("putIfAbsent", node, key, value);
        return null;
    }

    @Override
    public final V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> function) {
        Node<K, V> node = find("merge(%s, %s): reads", key, value);
        V merged = node == null || node.value == null ? value : function.apply(node.value, value);
        write("merge", node, key, merged);
        return merged;
    }

    @Override
    public final V compute(K key, BiFunction<? super K, ? super V, ? extends V> function) {
        Node<K, V> node = find("compute(%s): reads", key);
        V computed = function.apply(key, node == null ? null : node.value);
        if (node != null || computed != null) {
            write("compute", node, key, computed);
        }
        return computed;
    }

    @Override
    public final V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> function) {
        Node<K, V> node = find("computeIfPresent(%s): reads", key);
        if (node == null || node.value == null) {
            return null;
        }
        V computed = function.apply(key, node.value);
        write("computeIfPresent", node, key, computed);
        return computed;
    }

    @Override
    public final V computeIfAbsent(K key, Function<? super K, ? extends V> function) {
        Node<K, V> node = find("computeIfAbsent(%s): looks for it", key);
        if (node != null && node.value != null) {
            return node.value;
        }
        V computed = function.apply(key);
        if (computed != null) {
            write("computeIfAbsent", node, key, computed);
        }
        return computed;
    }

    private void write(String call, Node<K, V> node, K key, V value) {
        if (value == null) {
            takeOut(call, node);
        } else if (node != null) {
            Turns.turn(this, call + "(%s): writes %s", key, value);
            node.value = Turns.share(value);
        } else {
            Turns.turn(this, call + "(%s): inserts %s", key, value);
            changes++;
            Turns.share(nodes.insert(key, value));
        }
    }

    private void takeOut(String call, Node<K, V> node) {
        Turns.turn(this, call + "(%s): takes it out", node.key);
        changes++;
        nodes.takeOut(node);
    }

    @Override
    public final V remove(Object key) {
        Node<K, V> node = find("remove(%s): looks for it", key);
        if (node == null) {
            return null;
        }
        V before = node.value;
        takeOut("remove", node);
        return before;
    }

    @Override
    public final void clear() {
        Turns.turn(this, "clear()");
        changes++;
        nodes.clear();
    }

    // Walks.

    @Override
    public final void forEach(BiConsumer<? super K, ? super V> action) {
        Turns.turn(this, "forEach(): begins");
        int before = Turns.saw(changes);
        for (Node<K, V> node = firstFor(); node != null; node = nextFor(node)) {
            action.accept(node.key, seenValue);
        }
        if (Turns.saw(changes != before)) {
            throw new ConcurrentModificationException();
        }
    }

    private V seenValue; // of the node that a walk has just come to; read at once by the thread that goes on

    private Node<K, V> firstFor() {
        return seen(nodes.after(null));
    }

    private Node<K, V> nextFor(Node<K, V> node) {
        Turns.turn(this, "forEach(): goes on");
        return seen(nodes.after(node));
    }

    private Node<K, V> seen(Node<K, V> node) {
        Turns.saw(node);
        seenValue = Turns.saw(node == null ? null : node.value);
        return node;
    }

    @Override
    public final Set<Map.Entry<K, V>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<K, V>> {

        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
            return new Walk();
        }

        @Override
        public int size() {
            return MapStandIn.this.size();
        }

        @Override
        public void clear() {
            MapStandIn.this.clear();
        }
    }

    private final class Walk implements Iterator<Map.Entry<K, V>> {

        private int changesBefore;
        private Node<K, V> next;
        private Node<K, V> last;

        Walk() {
            Turns.turn(MapStandIn.this, "begins to walk");
            changesBefore = Turns.saw(changes);
            next = Turns.saw(nodes.after(null));
        }

        @Override
        public boolean hasNext() {
            return next != null; // the next one was looked for together with the one before, as in HashMap
        }

        @Override
        public Map.Entry<K, V> next() {
            Turns.turn(MapStandIn.this, "walks on");
            assertUnchanged();
            if (next == null) {
                throw new NoSuchElementException();
            }
            last = next;
            next = Turns.saw(nodes.after(last));
            return new Entry(last);
        }

        @Override
        public void remove() {
            if (last == null) {
                throw new IllegalStateException();
            }
            Turns.turn(MapStandIn.this, "takes out %s on a walk", last.key);
            assertUnchanged();
            nodes.takeOut(last);
            changesBefore = Turns.saw(++changes);
            last = null;
        }

        private void assertUnchanged() {
            if (Turns.saw(changes != changesBefore)) {
                throw new ConcurrentModificationException();
            }
        }
    }

    /** The node itself, as in HashMap: its value is read when it is asked for. */
    private final class Entry extends SteppedEntry<K, V> {

        private final Node<K, V> node;

        Entry(Node<K, V> node) {
            this.node = node;
        }

        @Override
        public K getKey() {
            return node.key;
        }

        @Override
        public V getValue() {
            Turns.turn(MapStandIn.this, "reads the value of %s", node.key);
            return Turns.saw(node.value);
        }

        @Override
        public V setValue(V value) {
            V before = getValue();
            Turns.turn(MapStandIn.this, "sets the value of %s to %s", node.key, value);
            node.value = Turns.share(value);
            return before;
        }
    }

    @Override
    public final List<?> parts() {
        return List.of(changes, Collections.unmodifiableList(nodes.parts()).toArray());
    }

    @Override
    public final String text(Function<Object, String> of) {
        return nodes.text(of);
    }
}
