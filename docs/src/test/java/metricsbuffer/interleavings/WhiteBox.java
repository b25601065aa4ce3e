package metricsbuffer.interleavings;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import metricsbuffer.suite.port.BufferPort;

/** Looks into private fields of a buffer, and puts {@link TracedMap}s in front of its maps. */
public final class WhiteBox {

    private WhiteBox() {}

    /** In front of a field whose keys are an enum of metrics. */
    static <V> TracedMap<V> trace(BufferPort port, String map, List<String> metrics) throws ReflectiveOperationException {
        Object buffer = buffer(port);
        Field field = accessible(buffer, map);
        @SuppressWarnings("unchecked") // the keys of these maps are enums, the scenario knows the values
        TracedMap<V> traced = new TracedMap<>(map, (Map<Enum<?>, V>) field.get(buffer), metrics);
        field.set(buffer, traced);
        return traced;
    }

    /** What a field of the buffer holds. */
    public static Object field(BufferPort port, String name) throws ReflectiveOperationException {
        Object buffer = buffer(port);
        return accessible(buffer, name).get(buffer);
    }

    private static Object buffer(BufferPort port) throws ReflectiveOperationException {
        Field adapted = Arrays.stream(port.getClass().getDeclaredFields()) // the adapter to the port holds the buffer
                .filter(field -> field.getType().getSimpleName().equals("MetricsBuffer")).findFirst().orElseThrow();
        adapted.setAccessible(true);
        return adapted.get(port);
    }

    private static Field accessible(Object buffer, String name) throws ReflectiveOperationException {
        Field field = buffer.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
