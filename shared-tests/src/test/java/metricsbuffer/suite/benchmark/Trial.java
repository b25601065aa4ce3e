package metricsbuffer.suite.benchmark;

import java.util.ArrayList;
import java.util.List;
import metricsbuffer.suite.module.Modules;

/**
 * One JMH run in a JVM of its own.
 *
 * @param benchmark the class and the method
 * @param parameter what the number means to it
 */
record Trial(Class<?> benchmark, String method, String subject, int threads, String parameter, int millis) {

    private static final List<Integer> THREADS = List.of(1, 2, 4);
    private static final int FLUSH_EVERY = 10;
    private static final int IDLE = 10;

    /** Everything, or for the short form each subject at least once. */
    static List<Trial> all(boolean full) {
        List<Trial> all = new ArrayList<>();
        for (String method : List.of("count", "countAndTime")) {
            all.add(record(method, Modules.NAIVE, 1, 0)); // with a second thread its figure would be of a wrong result
            List<String> peers = method.equals("count") ? Subjects.COUNTERS : Subjects.TIMERS;
            for (int threads : full ? THREADS : List.of(1)) {
                peers.forEach(peer -> all.add(record(method, peer, threads, 0)));
            }
            for (String fix : Modules.FIXES) {
                for (int threads : full ? THREADS : List.of(2)) {
                    if (full) {
                        all.add(record(method, fix, threads, 0));
                    }
                    all.add(record(method, fix, threads, FLUSH_EVERY));
                }
            }
        }
        for (int idle : full ? List.of(0, IDLE) : List.of(0)) {
            Modules.ALL.forEach(module ->
                    all.add(new Trial(FlushBenchmark.class, "flush", module, 1, "pause", idle)));
        }
        return all;
    }

    private static Trial record(String method, String subject, int threads, int flushEvery) {
        return new Trial(RecordBenchmark.class, method, subject, threads, "flushEvery", flushEvery);
    }

    @Override
    public String toString() {
        return "%-12s %-30s %d thread%s %-16s".formatted(method, subject, threads, threads == 1 ? " " : "s",
                millis == 0 ? "" : parameter + " " + millis + " ms");
    }
}
