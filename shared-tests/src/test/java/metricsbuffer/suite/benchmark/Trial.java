package metricsbuffer.suite.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import metricsbuffer.suite.module.Modules;

/**
 * One JMH run in a JVM of its own.
 *
 * @param benchmark the class and the method
 * @param parameter what the number means to it
 */
record Trial(Class<?> benchmark, String method, String subject, int threads, String parameter, int millis) {

    private static final List<Integer> THREADS = List.of(1, 2, 4);
    private static final List<Integer> COMPOSITE_THREADS = List.of(1, 2);
    private static final int FLUSH_EVERY = 10;
    private static final int IDLE = 10;

    /** Everything, or for the short form each subject at least once. */
    static List<Trial> all(boolean full) {
        List<Trial> all = new ArrayList<>();
        // With a second thread its figures would be of a wrong result.
        all.add(record("count", Modules.NAIVE, 1, 0));
        for (int threads : full ? THREADS : List.of(1)) {
            Subjects.COUNTERS.forEach(peer -> all.add(record("count", peer, threads, 0)));
        }
        for (int threads : full ? THREADS : List.of(2)) {
            if (full) {
                Stream.concat(Modules.FIXES.stream(), Subjects.EXERCISES.stream())
                        .forEach(buffer -> all.add(record("count", buffer, threads, 0)));
            }
            Modules.FIXES.forEach(fix -> all.add(record("count", fix, threads, FLUSH_EVERY)));
        }
        if (full) {
            Subjects.ARRAYS.forEach(array -> all.add(record("apart", array, 1, 0)));
            Stream.of(List.of(Subjects.LONG_ADDER, Subjects.ATOMIC_LONG), Modules.FIXES).flatMap(List::stream)
                    .forEach(subject -> all.add(record("apart", subject, 2, 0)));
        }
        Stream.concat(Subjects.ARRAYS.stream(), Subjects.EXERCISES.stream())
                .forEach(subject -> all.add(record("apart", subject, 2, 0)));
        if (full) {
            all.add(record("countAndTime", Modules.NAIVE, 1, 0));
            for (int threads : COMPOSITE_THREADS) {
                Stream.of(Modules.FIXES, Subjects.TIMERS).flatMap(List::stream)
                        .forEach(subject -> all.add(record("countAndTime", subject, threads, 0)));
            }
        } else { // those that have code of their own for it
            List.of("fix-concurrent", Subjects.MICROMETER, Subjects.DROPWIZARD)
                    .forEach(subject -> all.add(record("countAndTime", subject, 1, 0)));
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
