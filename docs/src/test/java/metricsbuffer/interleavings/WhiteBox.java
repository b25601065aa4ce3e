package metricsbuffer.interleavings;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import metricsbuffer.suite.rules.Scene;

/** Puts {@link TracedMap}s in front of the maps of a buffer, which are private fields. */
final class WhiteBox {

    private final Object buffer;

    WhiteBox(Scene scene) {
        this.buffer = bufferBehind(scene.buffer());
    }

    /** In front of a field whose keys are an enum of metrics. */
    <V> TracedMap<V> trace(String fieldName, List<String> metrics) {
        try {
            Field field = buffer.getClass().getDeclaredField(fieldName);
            field.setAccessible(true);
            @SuppressWarnings("unchecked") // the keys of these maps are enums, the scenario knows the values
            TracedMap<V> traced = new TracedMap<>(fieldName, (Map<Enum<?>, V>) field.get(buffer), metrics);
            field.set(buffer, traced);
            return traced;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(buffer.getClass() + " has no map '" + fieldName + "'", e);
        }
    }

    /** The adapter to the port holds the buffer. */
    private static Object bufferBehind(Object port) {
        try {
            for (Field field : port.getClass().getDeclaredFields()) {
                field.setAccessible(true);
                Object value = field.get(port);
                if (value != null && value.getClass().getSimpleName().equals("MetricsBuffer")) {
                    return value;
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("no MetricsBuffer behind " + port.getClass());
    }
}
