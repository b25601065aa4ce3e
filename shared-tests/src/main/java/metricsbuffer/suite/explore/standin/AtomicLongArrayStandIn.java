package metricsbuffer.suite.explore.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import metricsbuffer.suite.explore.StandIn;
import metricsbuffer.suite.explore.Turns;

/** Of an {@link java.util.concurrent.atomic.AtomicLongArray}. */
public final class AtomicLongArrayStandIn implements StandIn {

    private final long[] cells;

    public AtomicLongArrayStandIn(int length) {
        cells = new long[length];
    }

    public AtomicLongArrayStandIn(long[] cells) {
        this.cells = cells.clone();
    }

    public int length() {
        return cells.length;
    }

    public long get(int index) {
        Turns.turn(this, "get(%s)", index);
        return Turns.saw(cells[index]);
    }

    public void set(int index, long written) {
        Turns.turn(this, "set(%s, %s)", index, written);
        cells[index] = written;
    }

    public long getPlain(int index) {
        return get(index);
    }

    public long getAcquire(int index) {
        return get(index);
    }

    public void setPlain(int index, long written) {
        set(index, written);
    }

    public void setRelease(int index, long written) {
        set(index, written);
    }

    public void lazySet(int index, long written) {
        set(index, written);
    }

    public long getAndSet(int index, long written) {
        return change("getAndSet(%s, %s)", index, written, (before, argument) -> argument);
    }

    public boolean compareAndSet(int index, long expected, long written) {
        Turns.turn(this, "compareAndSet(%s, %s, %s)", index, expected, written);
        boolean same = Turns.saw(cells[index] == expected);
        if (same) {
            cells[index] = written;
        }
        return same;
    }

    public long getAndAdd(int index, long delta) {
        return change("getAndAdd(%s, %s)", index, delta, Long::sum);
    }

    public long addAndGet(int index, long delta) {
        return change("addAndGet(%s, %s)", index, delta, Long::sum) + delta;
    }

    public long incrementAndGet(int index) {
        return addAndGet(index, 1);
    }

    public long accumulateAndGet(int index, long x, LongBinaryOperator function) {
        change("accumulateAndGet(%s, %s)", index, x,
                (before, argument) -> Turns.within(() -> function.applyAsLong(before, argument)));
        return cells[index]; // of a thread that has just changed it
    }

    /** @return the value before */
    private long change(String call, int index, long argument, LongBinaryOperator change) {
        Turns.turn(this, call, index, argument);
        long before = Turns.saw(cells[index]);
        cells[index] = change.applyAsLong(before, argument);
        return before;
    }

    @Override
    public List<?> parts() {
        List<Long> parts = new ArrayList<>();
        for (long cell : cells) {
            parts.add(cell);
        }
        return parts;
    }

    @Override
    public String text(Function<Object, String> of) {
        return of.apply(cells);
    }
}
