package metricsbuffer.suite.explore.standin;

import java.util.Comparator;
import java.util.Map;

/** Of a {@link java.util.TreeMap}. */
public final class SortedMapStandIn<K extends Comparable<? super K>, V> extends MapStandIn<K, V> {

    public SortedMapStandIn() {
        super(Comparator.<K>naturalOrder());
    }

    public SortedMapStandIn(Map<? extends K, ? extends V> map) {
        this();
        map.forEach(this::put);
    }
}
