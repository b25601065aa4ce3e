package metricsbuffer.interleavings;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import metricsbuffer.suite.port.BufferPort;

/** Puts {@link TracedMap}s in front of the maps of a buffer, which are private fields. */
final class WhiteBox {

    private WhiteBox() {}

    /** In front of a field whose keys are an enum of metrics. */
    static <V> TracedMap<V> trace(BufferPort port, String map, List<String> metrics) throws ReflectiveOperationException {
        Field adapted = Arrays.stream(port.getClass().getDeclaredFields()) // the adapter to the port holds the buffer
                .filter(field -> field.getType().getSimpleName().equals("MetricsBuffer")).findFirst().orElseThrow();
        adapted.setAccessible(true);
        Object buffer = adapted.get(port);
        Field field = buffer.getClass().getDeclaredField(map);
        field.setAccessible(true);
        @SuppressWarnings("unchecked") // the keys of these maps are enums, the scenario knows the values
        TracedMap<V> traced = new TracedMap<>(map, (Map<Enum<?>, V>) field.get(buffer), metrics);
        field.set(buffer, traced);
        return traced;
    }
}
