package metricsbuffer.suite.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import metricsbuffer.suite.support.SideBySide;

/** How long the test classes of a module took, in a file, because they may run in several JVMs side by side. */
final class Times {

    private static final int NAMED = 3;

    private final Path file;
    private final SideBySide jvm;

    /** @param folder where the file is */
    Times(Path folder) {
        file = folder.resolve("times.tsv");
        jvm = SideBySide.enter(folder.resolve("running.lock"), this::forgetEarlierRuns);
    }

    private void forgetEarlierRuns() {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes down how long a class took, in nanoseconds. */
    void add(String testClass, long nanos) {
        try {
            Files.writeString(file, testClass + "\t" + nanos + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * To be called when the tests of this JVM are over.
     *
     * @param nanos how long they took, side by side with those of other JVMs
     * @return where the time went, in a line; none if another JVM will say it, or if there was no test
     */
    List<String> end(long nanos) {
        if (!jvm.leave()) {
            return List.of();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty() ? List.of()
                    : List.of("time: %d s%s".formatted(seconds(nanos), classes(nanos, lines)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The classes that took longest. What is in no class, such as a broker for all of them, is in the rest. */
    private static String classes(long all, List<String> lines) {
        Map<String, Long> took = lines.stream().map(line -> line.split("\t")).collect(
                Collectors.toMap(field -> field[0], field -> Long.parseLong(field[1]), Long::sum));
        List<Map.Entry<String, Long>> named = took.entrySet().stream().filter(entry -> seconds(entry.getValue()) > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(NAMED).toList();
        if (named.isEmpty()) {
            return "";
        }
        long inClasses = took.values().stream().mapToLong(Long::longValue).sum();
        // Side by side, more than the time that passed.
        long rest = Math.max(all, inClasses) - named.stream().mapToLong(Map.Entry::getValue).sum();
        return named.stream().map(entry -> ", %s %d s".formatted(entry.getKey(), seconds(entry.getValue())))
                .collect(Collectors.joining()).replaceFirst(",", ":") + ", the rest %d s".formatted(seconds(rest));
    }

    /** Rounded. */
    static long seconds(long nanos) {
        return Duration.ofNanos(nanos).plusMillis(500).toSeconds();
    }
}
