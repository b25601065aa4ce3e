package com.example.requests;

import java.util.List;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** Hands {@link RequestStats} to the suite, which knows a metric by its place in one of these lists. */
public final class RequestStatsModule implements BufferModule {

    private static final List<String> COUNTERS = List.of("requests", "errors", "retries");
    private static final List<String> TIMINGS = List.of("handler", "database");

    @Override
    public List<String> counters() {
        return COUNTERS;
    }

    @Override
    public List<String> timings() {
        return TIMINGS;
    }

    @Override
    public BufferPort create(BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        RequestStats stats = new RequestStats(); // without clock and interval: see module.properties
        return new BufferPort() {
            @Override
            public void increment(int counter, long amount) {
                stats.add(name(COUNTERS, counter), amount);
            }

            @Override
            public void time(int timing, long nanos) {
                stats.add(name(TIMINGS, timing), nanos);
            }

            /** What your code does with a snapshot. A total that the sink refuses is added again. */
            @Override
            public void flush() {
                IllegalStateException refused = new IllegalStateException("not all was taken");
                stats.snapshotAndReset().forEach((name, total) -> {
                    try {
                        emit(name, total);
                    } catch (Throwable refusal) {
                        stats.add(name, total);
                        refused.addSuppressed(refusal);
                    }
                });
                if (refused.getSuppressed().length > 0) {
                    throw refused;
                }
            }

            private void emit(String name, long total) {
                if (total == 0) {
                    return; // nothing was added but zeros
                }
                int counter = COUNTERS.indexOf(name);
                if (counter >= 0) {
                    sink.counter(counter, total);
                } else {
                    sink.timing(TIMINGS.indexOf(name), total);
                }
            }
        };
    }

    /** The index one past the last stands for null. */
    private static String name(List<String> names, int index) {
        return index == names.size() ? null : names.get(index);
    }
}
