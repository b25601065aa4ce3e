package metricsbuffer.suite.explore.standin;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;
import metricsbuffer.suite.explore.StandIn;
import metricsbuffer.suite.explore.Turns;

/** Of an {@link java.util.ArrayList}: to add reads the size, then writes. A walk notices that the list was changed. */
public final class ListStandIn<E> extends AbstractList<E> implements StandIn {

    private final List<E> elements = new ArrayList<>();
    private int changes;

    public ListStandIn() {}

    public ListStandIn(int capacity) {}

    public ListStandIn(Collection<? extends E> elements) {
        elements.forEach(this.elements::add); // the steps of a walk, and of a monitor if it has one
    }

    @Override
    public boolean add(E element) {
        Turns.turn(this, "add(%s): reads the size", element);
        int size = Turns.saw(elements.size());
        Turns.turn(this, "add(%s): writes", element);
        Turns.share(element);
        changes++;
        if (size < elements.size()) {
            elements.set(size, element); // another thread's: it is overwritten
        } else {
            elements.add(element);
        }
        return true;
    }

    @Override
    public void add(int index, E element) {
        Turns.turn(this, "add(%s, %s): reads the size", index, element);
        Turns.saw(elements.size());
        Turns.turn(this, "add(%s, %s): inserts", index, element);
        elements.add(index, Turns.share(element));
        changes++;
    }

    @Override
    public E get(int index) {
        Turns.turn(this, "get(%s)", index);
        Turns.saw(elements.size());
        return Turns.saw(elements.get(index));
    }

    @Override
    public E set(int index, E element) {
        E before = get(index);
        Turns.turn(this, "set(%s, %s)", index, element);
        elements.set(index, Turns.share(element));
        return before;
    }

    @Override
    public E remove(int index) {
        Turns.turn(this, "remove(%s)", index);
        changes++;
        return Turns.saw(elements.remove(index));
    }

    @Override
    public int size() {
        Turns.turn(this, "size()");
        return Turns.saw(elements.size());
    }

    @Override
    public void clear() {
        Turns.turn(this, "clear()");
        changes++;
        elements.clear();
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        for (E element : this) {
            action.accept(element);
        }
    }

    @Override
    public Iterator<E> iterator() {
        Turns.turn(this, "begins to walk");
        return new Iterator<>() {
            private int changesBefore = Turns.saw(changes);
            private int at;

            @Override
            public boolean hasNext() {
                return at != size();
            }

            @Override
            public E next() {
                Turns.turn(ListStandIn.this, "walks on");
                assertUnchanged();
                if (at >= elements.size()) {
                    throw new NoSuchElementException();
                }
                return Turns.saw(elements.get(at++));
            }

            @Override
            public void remove() {
                Turns.turn(ListStandIn.this, "takes one out on a walk");
                assertUnchanged();
                elements.remove(--at);
                changesBefore = Turns.saw(++changes);
            }

            private void assertUnchanged() {
                if (Turns.saw(changes != changesBefore)) {
                    throw new ConcurrentModificationException();
                }
            }
        };
    }

    @Override
    public List<?> parts() {
        return List.of(changes, elements.toArray());
    }

    @Override
    public String text(Function<Object, String> of) {
        return of.apply(elements.toArray());
    }
}
