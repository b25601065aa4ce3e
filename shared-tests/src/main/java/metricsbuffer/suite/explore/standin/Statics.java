package metricsbuffer.suite.explore.standin;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import metricsbuffer.suite.explore.Turns;

/**
 * In place of static methods of the JDK, and of {@code clone()} of arrays: an element is read or written by one step.
 */
public final class Statics {

    private Statics() {}

    public static <K, V> Map<K, V> synchronizedMap(Map<K, V> map) {
        return new SynchronizedMapStandIn<>(map);
    }

    /** In the order of the other one, and not in one that differs between JVMs. */
    public static <K, V> Map<K, V> copyOf(Map<? extends K, ? extends V> map) {
        return new MapStandIn<>(map);
    }

    /** By the same calls on every JDK: some ask first whether it is empty, which would be one step more. */
    @SuppressWarnings("unchecked") // there is nothing else in it
    public static <E> List<E> copyOf(Collection<? extends E> elements) {
        return (List<E>) List.of(elements.toArray());
    }

    public static Object clone(Object array) {
        Object copy = Array.newInstance(array.getClass().getComponentType(), Array.getLength(array));
        arraycopy(array, 0, copy, 0, Array.getLength(array));
        return copy;
    }

    public static void arraycopy(Object from, int at, Object to, int toAt, int length) {
        boolean backwards = from == to && at < toAt; // or else it would copy what it has just written
        for (int copied = 0; copied < length; copied++) {
            int index = backwards ? length - 1 - copied : copied;
            Turns.elementRead(from, at + index);
            Object element = Turns.saw(Array.get(from, at + index));
            Turns.elementWritten(to, toAt + index, element);
            Array.set(to, toAt + index, Turns.share(element));
        }
    }

    public static long[] copyOf(long[] array, int length) {
        long[] copy = new long[length];
        arraycopy(array, 0, copy, 0, Math.min(length, array.length));
        return copy;
    }

    public static Object[] copyOf(Object[] array, int length) {
        Object[] copy = (Object[]) Array.newInstance(array.getClass().getComponentType(), length);
        arraycopy(array, 0, copy, 0, Math.min(length, array.length));
        return copy;
    }

    public static void fill(long[] array, long value) {
        for (int index = 0; index < array.length; index++) {
            Turns.elementWritten(array, index, value);
            array[index] = value;
        }
    }

    public static void setAll(long[] array, IntToLongFunction function) {
        for (int index = 0; index < array.length; index++) {
            long value = function.applyAsLong(index);
            Turns.elementWritten(array, index, value);
            array[index] = value;
        }
    }
}
