package metricsbuffer.suite.benchmark;

import java.io.IOException;
import java.util.List;

/** What is measured, by name. */
final class Subjects {

    /** Emits under its lock: what a lock is blamed for. */
    static final String EMITS_UNDER_LOCK = "MB-X04";

    /** Right designs that the modules leave out: open keys, a row a thread, a queue to an owner. */
    static final String QUEUE = "MB-X28";
    static final List<String> EXERCISES = List.of("MB-X33", "MB-X25", QUEUE);

    static final String LONG_ADDER = "LongAdder";
    static final String ATOMIC_LONG = "AtomicLong";
    static final String ARRAY = "AtomicLongArray";
    static final String ARRAY_PADDED = "AtomicLongArray, padded";
    static final List<String> ARRAYS = List.of(ARRAY, ARRAY_PADDED);

    static final String MICROMETER = "Micrometer";
    static final String DROPWIZARD = "Dropwizard";
    static final String PROMETHEUS = "Prometheus";
    static final String OPEN_TELEMETRY = "OpenTelemetry";
    static final String CLIENT = "DogStatsD client";
    static final String CLIENT_AGGREGATING = "DogStatsD client, aggregating";

    static final List<String> COUNTERS = List.of(LONG_ADDER, ATOMIC_LONG, MICROMETER, DROPWIZARD, PROMETHEUS,
            OPEN_TELEMETRY, CLIENT, CLIENT_AGGREGATING);

    /** Those that have a count and a sum in one. */
    static final List<String> TIMERS = List.of(LONG_ADDER, ATOMIC_LONG, MICROMETER, DROPWIZARD);

    /** A processor may fetch cache lines of 64 bytes in pairs. */
    private static final int CELLS_OF_TWO_LINES = 16;

    private Subjects() {}

    static Subject open(String name) throws IOException {
        return switch (name) {
            case LONG_ADDER -> new Peers.Adders();
            case ATOMIC_LONG -> new Peers.Atomics();
            case ARRAY -> new Peers.Array(1);
            case ARRAY_PADDED -> new Peers.Array(CELLS_OF_TWO_LINES);
            case MICROMETER -> new Peers.Micrometer();
            case DROPWIZARD -> new Peers.Dropwizard();
            case PROMETHEUS -> new Peers.Prometheus();
            case OPEN_TELEMETRY -> new Peers.OpenTelemetry();
            case CLIENT -> new DirectClient(false, false);
            case CLIENT_AGGREGATING -> new DirectClient(false, true);
            default -> new ModuleSubject(name);
        };
    }
}
