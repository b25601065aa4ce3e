package metricsbuffer.suite.explore.standin;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Of an {@link java.util.concurrent.atomic.AtomicLong}. */
public final class AtomicLongStandIn extends Cell<Long> {

    private static final long serialVersionUID = 1L;

    public AtomicLongStandIn() {
        this(0);
    }

    public AtomicLongStandIn(long value) {
        super(value);
    }

    public long get() {
        return read("get()");
    }

    public void set(long written) {
        write("set(%s)", written);
    }

    public long getPlain() {
        return read("getPlain()");
    }

    public long getAcquire() {
        return read("getAcquire()");
    }

    public void setPlain(long written) {
        write("setPlain(%s)", written);
    }

    public void setRelease(long written) {
        write("setRelease(%s)", written);
    }

    public void lazySet(long written) {
        write("lazySet(%s)", written);
    }

    public long getAndSet(long written) {
        return swap("getAndSet(%s)", written);
    }

    public boolean compareAndSet(long expected, long written) {
        return swapIf("compareAndSet(%s, %s)", expected, written);
    }

    public long getAndAdd(long delta) {
        return change("getAndAdd(%s)", delta, before -> before + delta);
    }

    public long addAndGet(long delta) {
        return change("addAndGet(%s)", delta, before -> before + delta) + delta;
    }

    public long incrementAndGet() {
        return addAndGet(1);
    }

    public long getAndIncrement() {
        return getAndAdd(1);
    }

    public long decrementAndGet() {
        return addAndGet(-1);
    }

    public long getAndDecrement() {
        return getAndAdd(-1);
    }

    public long accumulateAndGet(long x, LongBinaryOperator function) {
        update("accumulateAndGet(%s)", x, before -> function.applyAsLong(before, x));
        return value();
    }

    public long getAndAccumulate(long x, LongBinaryOperator function) {
        return update("getAndAccumulate(%s)", x, before -> function.applyAsLong(before, x));
    }

    public long updateAndGet(LongUnaryOperator function) {
        update("updateAndGet()", "", function::applyAsLong);
        return value();
    }

    public long getAndUpdate(LongUnaryOperator function) {
        return update("getAndUpdate()", "", function::applyAsLong);
    }
}
