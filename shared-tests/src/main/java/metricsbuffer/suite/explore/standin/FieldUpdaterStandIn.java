package metricsbuffer.suite.explore.standin;

import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import metricsbuffer.suite.explore.StandIn;
import metricsbuffer.suite.explore.Turns;

/** Of an {@link java.util.concurrent.atomic.AtomicLongFieldUpdater}: each call is one step on the field. */
public final class FieldUpdaterStandIn<T> implements StandIn {

    private final Field field;
    private final String name; // as the turns of its plain accesses have it

    private FieldUpdaterStandIn(Field field) {
        this.field = field;
        this.name = field.getDeclaringClass().getName().replaceFirst(".*\\.", "") + "." + field.getName();
        field.setAccessible(true);
    }

    /** @throws IllegalArgumentException if there is no such field */
    public static <U> FieldUpdaterStandIn<U> newUpdater(Class<U> type, String field) {
        try {
            return new FieldUpdaterStandIn<>(type.getDeclaredField(field));
        } catch (NoSuchFieldException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public long get(T object) {
        Turns.reads(object, name);
        return Turns.saw(value(object));
    }

    public void set(T object, long written) {
        change(object, before -> written);
    }

    public void lazySet(T object, long written) {
        set(object, written);
    }

    public long getAndSet(T object, long written) {
        return change(object, before -> written);
    }

    public boolean compareAndSet(T object, long expected, long written) {
        return change(object, before -> before == expected ? written : before) == expected;
    }

    public long getAndAdd(T object, long delta) {
        return change(object, before -> before + delta);
    }

    public long addAndGet(T object, long delta) {
        return getAndAdd(object, delta) + delta;
    }

    public long getAndIncrement(T object) {
        return getAndAdd(object, 1);
    }

    public long incrementAndGet(T object) {
        return addAndGet(object, 1);
    }

    public long decrementAndGet(T object) {
        return addAndGet(object, -1);
    }

    /** @return the value before */
    private long change(T object, LongUnaryOperator change) {
        Turns.writes(object, name);
        long before = Turns.saw(value(object));
        try {
            field.setLong(object, change.applyAsLong(before));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return before;
    }

    private long value(T object) {
        try {
            return field.getLong(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<?> parts() {
        return List.of(name);
    }

    @Override
    public String text(Function<Object, String> of) {
        return name;
    }
}
