package metricsbuffer.suite.explore.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import metricsbuffer.suite.explore.StandIn;
import metricsbuffer.suite.explore.Turns;

/** Of a {@link ThreadLocal}. Only one thread can reach what it keeps for that: no call is a step. */
public final class ThreadLocalStandIn<V> implements StandIn {

    private final Map<Integer, V> values = new TreeMap<>();
    private final Supplier<? extends V> initial;

    public ThreadLocalStandIn() {
        this(() -> null);
    }

    private ThreadLocalStandIn(Supplier<? extends V> initial) {
        this.initial = initial;
    }

    public static <S> ThreadLocalStandIn<S> withInitial(Supplier<? extends S> initial) {
        return new ThreadLocalStandIn<>(initial);
    }

    public V get() {
        int thread = Turns.self();
        if (!values.containsKey(thread)) {
            values.put(thread, initial.get());
        }
        return Turns.remembered(values.get(thread));
    }

    public void set(V value) {
        values.put(Turns.self(), value);
    }

    public void remove() {
        values.remove(Turns.self());
    }

    @Override
    public List<?> parts() {
        List<Object> parts = new ArrayList<>();
        values.forEach((thread, value) -> {
            parts.add(thread);
            parts.add(value);
        });
        return parts;
    }

    @Override
    public String text(Function<Object, String> of) {
        return of.apply(values.values().toArray());
    }
}
