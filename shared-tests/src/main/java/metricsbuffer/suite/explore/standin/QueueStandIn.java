package metricsbuffer.suite.explore.standin;

import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import metricsbuffer.suite.explore.StandIn;
import metricsbuffer.suite.explore.Turns;
import metricsbuffer.suite.explore.standin.Nodes.Node;

/** Of a {@link java.util.concurrent.ConcurrentLinkedQueue}: a call is one step, and so is each step of a walk. */
public final class QueueStandIn<E> extends AbstractQueue<E> implements StandIn {

    private final Nodes<Object, E> nodes = new Nodes<>(null);

    public QueueStandIn() {}

    public QueueStandIn(Collection<? extends E> elements) {
        addAll(elements);
    }

    @Override
    public boolean offer(E element) {
        Turns.turn(this, "add(%s)", Objects.requireNonNull(element));
        Turns.share(nodes.insert(new Object(), element));
        return true;
    }

    @Override
    public E poll() {
        Turns.turn(this, "poll()");
        Node<Object, E> first = nodes.after(null);
        nodes.takeOut(first);
        return value(first);
    }

    @Override
    public E peek() {
        Turns.turn(this, "peek()");
        return value(nodes.after(null));
    }

    private E value(Node<Object, E> seen) {
        return Turns.saw(seen) == null ? null : seen.value;
    }

    @Override
    public boolean remove(Object element) {
        Turns.turn(this, "remove(%s)", element);
        Node<Object, E> node = Turns.inside(() -> first(element));
        nodes.takeOut(node);
        return Turns.saw(node != null);
    }

    private Node<Object, E> first(Object element) {
        Node<Object, E> node = nodes.after(null);
        while (node != null && !node.value.equals(element)) {
            node = nodes.after(node);
        }
        return node;
    }

    /** Does not know how many there are: a stream asks before its walk, and others add meanwhile. */
    @Override
    public Spliterator<E> spliterator() {
        return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.CONCURRENT);
    }

    @Override
    public int size() {
        Turns.turn(this, "size()");
        return Turns.saw(nodes.size());
    }

    @Override
    public boolean isEmpty() {
        Turns.turn(this, "isEmpty()");
        return Turns.saw(nodes.size() == 0);
    }

    @Override
    public Iterator<E> iterator() {
        Turns.turn(this, "begins to walk");
        return new Iterator<>() {
            private Node<Object, E> next = Turns.saw(nodes.after(null));
            private Node<Object, E> last;

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public E next() {
                if (next == null) {
                    throw new NoSuchElementException();
                }
                Turns.turn(QueueStandIn.this, "walks on");
                last = next;
                next = Turns.saw(nodes.after(last));
                return last.value;
            }

            @Override
            public void remove() {
                Turns.turn(QueueStandIn.this, "takes out %s on a walk", last.value);
                nodes.takeOut(last);
            }
        };
    }

    /** Nodes, not elements: of two equal ones it matters which one a walk is at. */
    @Override
    public List<?> parts() {
        return nodes.parts();
    }

    @Override
    public String text(Function<Object, String> of) {
        return of.apply(nodes.live().stream().map(node -> node.value).toArray());
    }
}
