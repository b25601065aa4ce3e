package metricsbuffer.suite.explore.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import metricsbuffer.suite.explore.StandIn;
import metricsbuffer.suite.explore.Turns;

/**
 * Of a {@link java.util.concurrent.atomic.LongAdder}, each thread of which has a cell of its own, as under contention.
 */
public final class LongAdderStandIn extends Number implements StandIn {

    private static final long serialVersionUID = 1L;
    private static final int BASE = -1; // of the thread that sets up

    private final transient TreeMap<Integer, Long> cells = new TreeMap<>(Map.of(BASE, 0L));

    public void add(long x) {
        Turns.turn(this, "add(%s)", x);
        cells.merge(Turns.self(), x, Long::sum);
    }

    public void increment() {
        add(1);
    }

    public void decrement() {
        add(-1);
    }

    public long sum() {
        return walk("sum()", cells::get);
    }

    public long sumThenReset() {
        return walk("sumThenReset()", cell -> cells.put(cell, 0L));
    }

    public void reset() {
        walk("reset()", cell -> cells.put(cell, 0L));
    }

    /** Cell by cell. Which one is next it sees together with the one before. */
    private long walk(String call, IntFunction<Long> taken) {
        long sum = 0;
        for (Integer cell = BASE; cell != null; cell = Turns.saw(cells.higherKey(cell))) {
            Turns.turn(this, call + ": %s", cell == BASE ? "the base" : "the cell of " + Turns.name(cell));
            sum += Turns.saw(taken.apply(cell));
        }
        return sum;
    }

    @Override
    public long longValue() {
        return sum();
    }

    @Override
    public int intValue() {
        return (int) sum();
    }

    @Override
    public float floatValue() {
        return sum();
    }

    @Override
    public double doubleValue() {
        return sum();
    }

    @Override
    public String toString() {
        return Long.toString(sum());
    }

    @Override
    public List<?> parts() {
        List<Object> parts = new ArrayList<>();
        cells.forEach((cell, value) -> {
            parts.add(cell);
            parts.add(value);
        });
        return parts;
    }

    @Override
    public String text(Function<Object, String> of) {
        return Long.toString(cells.values().stream().mapToLong(Long::longValue).sum());
    }
}
