package metricsbuffer.suite.explore.standin;

import java.util.Map;
import java.util.Objects;

/** An entry whose value is read when it is asked for. */
abstract class SteppedEntry<K, V> implements Map.Entry<K, V> {

    @Override
    public final boolean equals(Object other) {
        return other instanceof Map.Entry<?, ?> entry && Objects.equals(getKey(), entry.getKey())
                && Objects.equals(getValue(), entry.getValue());
    }

    @Override
    public final int hashCode() {
        return Objects.hashCode(getKey()) ^ Objects.hashCode(getValue());
    }

    @Override
    public final String toString() {
        return getKey() + "=" + getValue();
    }
}
