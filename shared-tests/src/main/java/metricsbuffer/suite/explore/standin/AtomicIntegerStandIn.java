package metricsbuffer.suite.explore.standin;

import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/** Of an {@link java.util.concurrent.atomic.AtomicInteger}. */
public final class AtomicIntegerStandIn extends Cell<Integer> {

    private static final long serialVersionUID = 1L;

    public AtomicIntegerStandIn() {
        this(0);
    }

    public AtomicIntegerStandIn(int value) {
        super(value);
    }

    public int get() {
        return read("get()");
    }

    public void set(int written) {
        write("set(%s)", written);
    }

    public int getPlain() {
        return read("getPlain()");
    }

    public int getAcquire() {
        return read("getAcquire()");
    }

    public void setPlain(int written) {
        write("setPlain(%s)", written);
    }

    public void setRelease(int written) {
        write("setRelease(%s)", written);
    }

    public void lazySet(int written) {
        write("lazySet(%s)", written);
    }

    public int getAndSet(int written) {
        return swap("getAndSet(%s)", written);
    }

    public boolean compareAndSet(int expected, int written) {
        return swapIf("compareAndSet(%s, %s)", expected, written);
    }

    public int getAndAdd(int delta) {
        return change("getAndAdd(%s)", delta, before -> before + delta);
    }

    public int addAndGet(int delta) {
        return change("addAndGet(%s)", delta, before -> before + delta) + delta;
    }

    public int incrementAndGet() {
        return addAndGet(1);
    }

    public int getAndIncrement() {
        return getAndAdd(1);
    }

    public int decrementAndGet() {
        return addAndGet(-1);
    }

    public int getAndDecrement() {
        return getAndAdd(-1);
    }

    public int accumulateAndGet(int x, IntBinaryOperator function) {
        update("accumulateAndGet(%s)", x, before -> function.applyAsInt(before, x));
        return value();
    }

    public int getAndAccumulate(int x, IntBinaryOperator function) {
        return update("getAndAccumulate(%s)", x, before -> function.applyAsInt(before, x));
    }

    public int updateAndGet(IntUnaryOperator function) {
        update("updateAndGet()", "", function::applyAsInt);
        return value();
    }

    public int getAndUpdate(IntUnaryOperator function) {
        return update("getAndUpdate()", "", function::applyAsInt);
    }
}
