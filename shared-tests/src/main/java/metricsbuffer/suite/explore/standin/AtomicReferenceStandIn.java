package metricsbuffer.suite.explore.standin;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import metricsbuffer.suite.explore.Turns;

/** Of an {@link java.util.concurrent.atomic.AtomicReference}. */
public final class AtomicReferenceStandIn<V> extends Cell<V> {

    private static final long serialVersionUID = 1L;

    public AtomicReferenceStandIn() {
        this(null);
    }

    public AtomicReferenceStandIn(V value) {
        super(value);
    }

    @Override
    boolean isSame(V one, V other) {
        if (other instanceof Long number && number != (byte) number.longValue()) {
            Turns.unknown("it compares a Long by its identity"); // which states are not told apart by
        }
        return one == other;
    }

    public V get() {
        return read("get()");
    }

    public void set(V written) {
        write("set(%s)", written);
    }

    public V getPlain() {
        return read("getPlain()");
    }

    public V getAcquire() {
        return read("getAcquire()");
    }

    public void setPlain(V written) {
        write("setPlain(%s)", written);
    }

    public void setRelease(V written) {
        write("setRelease(%s)", written);
    }

    public void lazySet(V written) {
        write("lazySet(%s)", written);
    }

    public V getAndSet(V written) {
        return swap("getAndSet(%s)", written);
    }

    public boolean compareAndSet(V expected, V written) {
        return swapIf("compareAndSet(%s, %s)", expected, written);
    }

    public V updateAndGet(UnaryOperator<V> function) {
        update("updateAndGet()", "", function::apply);
        return value();
    }

    public V getAndUpdate(UnaryOperator<V> function) {
        return update("getAndUpdate()", "", function::apply);
    }

    public V accumulateAndGet(V x, BinaryOperator<V> function) {
        update("accumulateAndGet(%s)", x, before -> function.apply(before, x));
        return value();
    }

    public V getAndAccumulate(V x, BinaryOperator<V> function) {
        return update("getAndAccumulate(%s)", x, before -> function.apply(before, x));
    }
}
