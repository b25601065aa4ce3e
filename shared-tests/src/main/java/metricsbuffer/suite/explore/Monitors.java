package metricsbuffer.suite.explore;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** The monitors of a run's objects. The real ones are not entered. */
final class Monitors {

    private static final class Monitor {
        private int owner;
        private int entries;
    }

    private final Map<Object, Monitor> byObject = new IdentityHashMap<>();

    boolean isFreeFor(int thread, Object object) {
        Monitor monitor = byObject.get(object);
        return monitor == null || monitor.entries == 0 || monitor.owner == thread;
    }

    boolean isEnteredBy(int thread, Object object) {
        Monitor monitor = byObject.get(object);
        return monitor != null && monitor.entries > 0 && monitor.owner == thread;
    }

    /** Of a thread for which it is free. */
    void enter(int thread, Object object) {
        Monitor monitor = byObject.computeIfAbsent(object, first -> new Monitor());
        monitor.owner = thread;
        monitor.entries++;
    }

    void exit(Object object) {
        byObject.get(object).entries--;
    }

    /** Those that somebody is in, with the name of who is. */
    Map<Object, String> held(IntFunction<String> name) {
        Map<Object, String> held = new IdentityHashMap<>();
        byObject.forEach((object, monitor) -> {
            if (monitor.entries > 0) {
                held.put(object, name.apply(monitor.owner));
            }
        });
        return held;
    }
}
