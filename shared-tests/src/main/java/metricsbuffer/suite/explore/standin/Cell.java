package metricsbuffer.suite.explore.standin;

import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import metricsbuffer.suite.explore.StandIn;
import metricsbuffer.suite.explore.Turns;

/** One value, each call a step: what the atomic classes have in common. */
abstract class Cell<V> extends Number implements StandIn {

    private static final long serialVersionUID = 1L;

    private transient V value;

    Cell(V value) {
        this.value = value;
    }

    final V read(String call) {
        Turns.turn(this, call);
        return Turns.saw(value);
    }

    final void write(String call, V written) {
        Turns.turn(this, call, written);
        value = Turns.share(written);
    }

    final V swap(String call, V written) {
        Turns.turn(this, call, written);
        V before = Turns.saw(value);
        value = Turns.share(written);
        return before;
    }

    final boolean swapIf(String call, V expected, V written) {
        Turns.turn(this, call, expected, written);
        boolean same = isSame(value, expected);
        if (Turns.saw(same)) {
            value = Turns.share(written);
        }
        return same;
    }

    /** @return the value before */
    final V change(String call, Object argument, Function<V, V> change) {
        Turns.turn(this, call, argument);
        V before = Turns.saw(value);
        value = Turns.share(change.apply(before));
        return before;
    }

    /** The same with a function that the buffer has handed over. */
    final V update(String call, Object argument, Function<V, V> function) {
        return change(call, argument, before -> Turns.within(() -> function.apply(before)));
    }

    boolean isSame(V one, V other) {
        return one.equals(other);
    }

    /** The value, of a thread that has just changed it. */
    final V value() {
        return value;
    }

    @Override
    public final List<?> parts() {
        return Collections.singletonList(value);
    }

    @Override
    public final String text(Function<Object, String> of) {
        return of.apply(value);
    }

    @Override
    public final String toString() {
        return String.valueOf(read("toString()"));
    }

    @Override
    public long longValue() {
        return ((Number) read("get()")).longValue();
    }

    @Override
    public int intValue() {
        return (int) longValue();
    }

    @Override
    public float floatValue() {
        return longValue();
    }

    @Override
    public double doubleValue() {
        return longValue();
    }
}
