package com.example.requests;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** As its namesake in request-stats, but wrong: what is added between the copy and the clearing is lost. */
public final class RequestStats {

    private final Map<String, Long> totals = new ConcurrentHashMap<>();

    public void add(String metric, long amount) {
        Objects.requireNonNull(metric, "metric");
        if (amount < 0) {
            throw new IllegalArgumentException("metric " + metric + ": negative amount " + amount);
        }
        totals.merge(metric, amount, Long::sum);
    }

    public Map<String, Long> snapshotAndReset() {
        Map<String, Long> snapshot = Map.copyOf(totals);
        totals.clear();
        return snapshot;
    }
}
