package com.example.requests;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What a server counts and times, by name. Safe for use by several threads. */
public final class RequestStats {

    private Map<String, Long> totals = new HashMap<>(); // guarded by this

    /** Adds to a counter; to a timing, nanoseconds. */
    public void add(String metric, long amount) {
        Objects.requireNonNull(metric, "metric");
        if (amount < 0) {
            throw new IllegalArgumentException("metric " + metric + ": negative amount " + amount);
        }
        synchronized (this) {
            totals.merge(metric, amount, Long::sum);
        }
    }

    /** What was added since the last snapshot. */
    public synchronized Map<String, Long> snapshotAndReset() {
        Map<String, Long> snapshot = totals;
        totals = new HashMap<>();
        return snapshot;
    }
}
